// Places for legends and labels of reference lines, by what is drawn beneath them.
#include "experiments/figures/placement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace pont::figures {
namespace {

double fraction(double value, const Interval& range, Scale scale) {
  const auto on = [&](double v) { return scale == Scale::log10 ? std::log10(v) : v; };
  return (on(value) - on(range.low)) / (on(range.high) - on(range.low));
}

constexpr double spacing = 2;  // of points along a curve

std::string label_of(const Layer& layer) {
  return std::visit(
      [](const auto& l) {
        if constexpr (requires { l.label; })
          return l.label;
        else
          return std::string();
      },
      layer);
}

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

}  // namespace

Drawn::Drawn(const Panel& panel, const PanelRanges& ranges, double width, double height)
    : panel_(panel), ranges_(ranges), width_(width), height_(height) {
  for (const Layer& layer : panel.layers) std::visit([this](const auto& l) { add(l); }, layer);
}

Drawn::Point Drawn::placed(double x, double y) const {
  return {width_ * fraction(x, ranges_.x, panel_.x.scale), height_ * fraction(y, ranges_.y, panel_.y.scale)};
}

double Drawn::at(double value) const { return height_ * fraction(value, ranges_.y, panel_.y.scale); }

void Drawn::line(Point from, Point to) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  if (!std::isfinite(length)) return;
  const int steps = std::clamp(static_cast<int>(length / spacing), 1, 1000);
  for (int i = 0; i <= steps; ++i) {
    const double s = static_cast<double>(i) / steps;
    points_.push_back({from.x + s * (to.x - from.x), from.y + s * (to.y - from.y)});
  }
}

void Drawn::add(const Scatter& s) {
  for (std::size_t i = 0; i < s.x.size(); ++i) points_.push_back(placed(s.x[i], s.y[i]));
}

void Drawn::add(const Lines& l) {
  for (Eigen::Index r = 0; r < l.y.rows(); ++r)
    for (Eigen::Index i = 0; i + 1 < l.y.cols(); ++i) {
      const Eigen::Index row = l.x.rows() == 1 ? 0 : r;
      line(placed(l.x(row, i), l.y(r, i)), placed(l.x(row, i + 1), l.y(r, i + 1)));
    }
}

void Drawn::add(const Reference& r) { line({0, at(r.value)}, {width_, at(r.value)}); }

void Drawn::add(const HeatMap&) {}  // covers all places alike

void Drawn::add(const Bars& b) {
  for (std::size_t i = 0; i < b.x.size(); ++i)
    line(placed(b.x[i], std::max(ranges_.y.low, 0.0)), placed(b.x[i], b.height[i]));
}

void Drawn::add(const ErrorBars& e) {
  for (std::size_t i = 0; i < e.x.size(); ++i) {
    line(placed(e.x[i], e.y[i] - e.error[i]), placed(e.x[i], e.y[i] + e.error[i]));
    if (i > 0) line(placed(e.x[i - 1], e.y[i - 1]), placed(e.x[i], e.y[i]));
  }
}

double Drawn::inside(const Box& box) const {
  return static_cast<double>(std::ranges::count_if(points_, [&](const Point& p) {
    return p.x > box.left && p.x < box.right && p.y > box.bottom && p.y < box.top;
  }));
}

namespace {

std::optional<Placement::Label> free_label(const Reference& r, const std::vector<Placement::Label>& others,
                                           const Drawn& drawn, const Style& style) {
  const double height = 1.2 * style.ticks, gap = 0.15 * style.ticks, side = 0.4 * style.ticks,
               y = drawn.at(r.value), width = words_width(r.label, style.ticks);
  for (const bool right : {true, false})
    for (const bool below : {true, false}) {
      const double left = right ? drawn.width() - side - width : side,
                   bottom = below ? y - gap - height : y + gap;
      const Box box{left, left + width, bottom, bottom + height};
      const bool fits =
                     left >= 0 && left + width <= drawn.width() && bottom >= 0 && box.top <= drawn.height(),
                 crossed = std::ranges::any_of(others, [&](const auto&l) { return overlap(box, l.box); });
      if (fits && !crossed && drawn.inside(box) == 0) return Placement::Label{&r, box, right};
    }
  return {};
}

constexpr double beside = 2.5;        // of a legend's entry, with the space beside it, in sizes of its words
constexpr double entry_height = 1.4;  // from one entry to the next

// The rectangle of `entries`, within a margin of half a word's size.
Box legend_box(const std::vector<Placement::Entry>& entries, Corner corner, const Drawn& drawn, double font) {
  double widest = 0;
  for (const Placement::Entry& e : entries) widest = std::max(widest, words_width(e.words, font));
  const double width = widest + beside * font,
               height = entry_height * font * static_cast<double>(entries.size()), edge = 0.5 * font;
  const bool right = corner == Corner::top_right || corner == Corner::bottom_right,
             top = corner == Corner::top_right || corner == Corner::top_left;
  const double left = right ? drawn.width() - edge - width : edge,
               bottom = top ? drawn.height() - edge - height : edge;
  return {left, left + width, bottom, bottom + height};
}

// Entries stand below each other in the box that covers least.
void place_legend(Placement& p, Corner asked, const Drawn& drawn, const Style& style) {
  double widest = 0;
  for (const Placement::Entry& e : p.entries) widest = std::max(widest, words_width(e.words, 1));
  p.legend_font = std::clamp(drawn.width() / (widest + beside + 1), style.smallest, style.ticks);
  double least = std::numeric_limits<double>::infinity();
  Box best;
  for (const Corner c :
       {asked, Corner::top_right, Corner::top_left, Corner::bottom_right, Corner::bottom_left}) {
    const Box box = legend_box(p.entries, c, drawn, p.legend_font);
    double covered = drawn.inside(box);
    for (const Placement::Label& l : p.labels) covered += overlap(box, l.box) ? 1e6 : 0;
    if (covered < least) best = box, least = covered;
  }
  double middle = best.top - 0.5 * entry_height * p.legend_font;
  for (Placement::Entry& e : p.entries) {
    e.left = best.left;
    e.middle = middle;
    middle -= entry_height * p.legend_font;
  }
}

}  // namespace

Placement placement(const Panel& panel, const Drawn& drawn, const Style& style) {
  Placement p;
  for (const Layer& layer : panel.layers) {
    const std::string words = label_of(layer);
    if (words.empty()) continue;
    const auto* r = std::get_if<Reference>(&layer);
    const auto label = r ? free_label(*r, p.labels, drawn, style) : std::nullopt;
    if (label)
      p.labels.push_back(*label);
    else
      p.entries.push_back({&layer, words, 0, 0});
  }
  place_legend(p, panel.legend, drawn, style);
  return p;
}

}  // namespace pont::figures
