// The gnuplot commands of each kind of layer: dots, curves, reference lines, maps, bars.
#include "experiments/figures/layer_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "experiments/figures/layout.hpp"

namespace pont::figures {
namespace {

// User text enters the script only as gnuplot_string() of layout.hpp.

// One overload of clauses() for each kind of layer; a kind without one does not compile.

std::string colour(Colour c, double opacity = 1) {  // gnuplot counts transparency: 00 is opaque
  const int transparency = int(std::lround(255 * (1 - std::clamp(opacity, 0.0, 1.0))));
  return transparency == 0 ? fmt::format("linecolor rgb '#{:06X}'", c.rgb)
                           : fmt::format("linecolor rgb '#{:02X}{:06X}'", transparency, c.rgb);
}

// Which series has that colour, so that dashes and markers tell it too; none for other colours.
std::optional<std::size_t> series_of(Colour c) {
  for (std::size_t i = 0; i < 6; ++i)
    if (series_colour(i).rgb == c.rgb) return i;
  return {};
}

// One curve, of a colour that tells a series.
const Lines* curve_of(const Layer& layer) {
  const auto* l = std::get_if<Lines>(&layer);
  return l && l->y.rows() == 1 && series_of(l->colour) ? l : nullptr;
}

// Solid where the panel has curves of one colour only.
std::string dashes(const Lines& l, const Panel& panel) {
  constexpr std::array patterns{"1", "(9,3)", "(3,2)", "(9,3,2,3)", "(16,4)", "(5,2,2,2,2,2)"};
  const bool several = std::ranges::any_of(panel.layers, [&](const Layer& layer) {
    const Lines* other = curve_of(layer);
    return other && other->colour.rgb != l.colour.rgb;
  });
  const auto series = series_of(l.colour);
  return std::string("dashtype ") + (several && series && l.y.rows() == 1 ? patterns[*series] : "1");
}

constexpr const char* reference_look = "linewidth 1.4 dashtype 2";

int marker(Colour c) {
  constexpr std::array filled{7, 5, 9, 13, 11, 15};
  return filled[series_of(c).value_or(0)];
}

// A value below the axis, or one that has no logarithm, as a triangle at the lower edge: the first of each
// run.
template <class Values>
std::string cut_marks(const Scene& scene, std::size_t n, Values at, Colour c) {
  std::string s;
  if (scene.panel.y.scale != Scale::log10) return s;
  bool before = false;
  for (std::size_t i = 0; i < n; ++i) {
    const auto [x, y] = at(i);
    const bool cut = !std::isnan(y) && y < scene.ranges.y.low;
    if (cut && !before && std::isfinite(x))
      s += fmt::format("set label '' at first {}, graph 0 point pointtype 11 pointsize 0.7 {} front\n", x,
                       colour(c));
    before = cut;
  }
  return s;
}

constexpr std::size_t most_dots = 2'000;  // of a cloud that is drawn dot by dot

// Of the image of a cloud.
struct Pixels {
  int columns, rows;
};

Pixels pixels(const Drawn& box, const Style& style) {
  const auto whole = [&](double length) {
    return static_cast<int>(std::lround(style.dots_per_unit * length));
  };
  return {whole(box.width()), whole(box.height())};
}

// An image of a cloud, drawn before the figure that holds it: nothing but dots on a transparent ground.
std::string cloud_image(const Scatter& s, const Scene& scene) {
  const Pixels p = pixels(scene.drawn, scene.style);
  return fmt::format(
      "reset\nset terminal pngcairo transparent size {},{} pointscale {}\nset output '{}'\n"
      "set lmargin at screen 0\nset rmargin at screen 1\nset bmargin at screen 0\nset tmargin at screen 1\n"
      "unset border\nunset tics\nunset key\nset xrange [{}:{}]\nset yrange [{}:{}]\n"
      "plot {} using 1:2 with points pointtype 7 pointsize {} {}\nunset output\n",
      p.columns, p.rows, scene.style.dots_per_unit * scene.style.scale(), scene.dots, scene.ranges.x.low,
      scene.ranges.x.high, scene.ranges.y.low, scene.ranges.y.high, scene.source, s.size,
      colour(s.colour, s.opacity));
}

bool is_image(const Scatter& s, const Panel& panel) {
  return s.x.size() > most_dots && panel.x.scale == Scale::linear && panel.y.scale == Scale::linear;
}

Clauses clauses(const Scatter& s, const Scene& scene) {
  if (!is_image(s, scene.panel))
    return {.plot = fmt::format("{} using 1:2 with points pointtype 7 pointsize {} {}", scene.source, s.size,
                                colour(s.colour, s.opacity))};
  const Pixels p = pixels(scene.drawn, scene.style);
  const double dx = (scene.ranges.x.high - scene.ranges.x.low) / p.columns,
               dy = (scene.ranges.y.high - scene.ranges.y.low) / p.rows;
  return {.plot = fmt::format("'{}' binary filetype=png origin=({}, {}) dx={} dy={} with rgbalpha",
                              scene.dots, scene.ranges.x.low + dx / 2, scene.ranges.y.low + dy / 2, dx, dy),
          .image = cloud_image(s, scene)};
}

Clauses clauses(const Lines& l, const Scene& scene) {
  Clauses c{.plot = fmt::format("{} using 1:2 with lines linewidth {} {} {}", scene.source, l.width,
                                dashes(l, scene.panel), colour(l.colour, l.opacity))};
  const auto point = [&](std::size_t i) { return std::pair{l.x(0, i), l.y(0, i)}; };
  if (l.y.rows() == 1) c.before = cut_marks(scene, static_cast<std::size_t>(l.y.cols()), point, l.colour);
  return c;
}

Clauses clauses(const Reference& r, const Scene& scene) {
  Clauses c{.plot = fmt::format("{} with lines {} {}", r.value, reference_look, colour(r.colour))};
  if (r.error > 0)
    c.before = fmt::format(
        "set object rectangle from graph 0, first {} to graph 1, first {} behind fillcolor rgb "
        "'#{:06X}' fillstyle solid 0.15 noborder\n",
        std::max(r.value - r.error, scene.ranges.y.low), std::min(r.value + r.error, scene.ranges.y.high),
        r.colour.rgb);
  return c;
}

// Few cells are drawn one by one: viewers blur an image that they enlarge.
Clauses clauses(const HeatMap& h, const Scene& scene) {
  constexpr Eigen::Index few = 1'024;
  return {.plot = scene.source + " using 1:2:3 with image" + (h.values.size() <= few ? " pixels" : "")};
}

Clauses clauses(const Bars& b, const Scene& scene) {
  return {.before = fmt::format("set boxwidth {}\n", b.width),
          .plot = fmt::format("{} using 1:2 with boxes {}", scene.source, colour(b.colour, 0.85))};
}

Clauses clauses(const ErrorBars& e, const Scene& scene) {
  const auto point = [&](std::size_t i) { return std::pair{e.x[i], e.y[i]}; };
  return {.before = cut_marks(scene, e.x.size(), point, e.colour),
          .plot = fmt::format("{} using 1:2:3 with yerrorlines pointtype {} pointsize 0.55 linewidth 1.4 {}",
                              scene.source, marker(e.colour), colour(e.colour))};
}

// Samples for the legend, one for each kind of layer.

std::string line_sample(const KeyPlace& at, const std::string& look, Colour c) {
  return fmt::format("set arrow from screen {:.6f},{:.6f} to screen {:.6f},{:.6f} nohead front {} {}\n",
                     at.left, at.middle, at.right, at.middle, look, colour(c));
}

std::string point_sample(const KeyPlace& at, int type, Colour c) {
  return fmt::format("set label '' at screen {:.6f},{:.6f} point pointtype {} pointsize 0.7 {} front\n",
                     (at.left + at.right) / 2, at.middle, type, colour(c));
}

std::string sample(const Scatter& s, const Panel&, const KeyPlace& at) {
  return point_sample(at, 7, s.colour);
}
std::string sample(const Lines& l, const Panel& panel, const KeyPlace& at) {
  return line_sample(at, "linewidth 2 " + dashes(l, panel), l.colour);
}
std::string sample(const Reference& r, const Panel&, const KeyPlace& at) {
  return line_sample(at, reference_look, r.colour);
}
std::string sample(const HeatMap&, const Panel&, const KeyPlace&) { return ""; }
std::string sample(const Bars& b, const Panel&, const KeyPlace& at) {
  return line_sample(at, "linewidth 7", b.colour);
}
std::string sample(const ErrorBars& e, const Panel&, const KeyPlace& at) {
  return line_sample(at, "linewidth 1.4", e.colour) + point_sample(at, marker(e.colour), e.colour);
}

}  // namespace

Clauses layer_clauses(const Layer& layer, const Scene& scene) {
  return std::visit([&](const auto& l) { return clauses(l, scene); }, layer);
}

std::string key_sample(const Layer& layer, const Panel& panel, const KeyPlace& at) {
  return std::visit([&](const auto& l) { return sample(l, panel, at); }, layer);
}

}  // namespace pont::figures
