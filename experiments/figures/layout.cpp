// Where plot boxes and words stand on the canvas.
#include "experiments/figures/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pont::figures {

// The layout is ours rather than gnuplot's multiplot's, so that plot boxes align and squares are square.

namespace {

struct Margins {  // pixels
  double left = 14, right = 22, bottom = 12, top = 12;
  void grow(const Margins& m) {
    left = std::max(left, m.left);
    right = std::max(right, m.right);
    bottom = std::max(bottom, m.bottom);
    top = std::max(top, m.top);
  }
};

Margins margins(const Panel& panel) {
  Margins m;
  if (panel.y.ticks) m.left = panel.y.label.empty() ? 42 : label_distance(panel.y) + 16;
  if (panel.x.ticks) m.bottom = panel.x.label.empty() ? 28 : 48;
  if (!panel.title.empty()) m.top = panel.note.empty() ? 28 : 44;
  if (panel.colour.ticks && has_heat_map(panel)) m.right = panel.colour.label.empty() ? 62 : 82;
  return m;
}

}  // namespace

bool has_heat_map(const Panel& panel) {
  return std::any_of(panel.layers.begin(), panel.layers.end(),
                     [](const Layer& l) { return std::holds_alternative<HeatMap>(l); });
}

double label_distance(const Axis& vertical) { return vertical.scale == Scale::log10 ? 58 : 46; }

Layout layout(const Figure& figure) {
  const std::size_t columns = std::min(std::size_t(figure.columns), figure.panels.size());
  const std::size_t rows = (figure.panels.size() + columns - 1) / columns;
  std::vector<Margins> column(columns), row(rows);
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    column[p % columns].grow(margins(figure.panels[p]));
    row[p / columns].grow(margins(figure.panels[p]));
  }
  Layout result;
  result.height = figure.title.empty() ? 0 : 34;
  for (const Margins& m : row) result.height += m.top + figure.height + m.bottom;
  for (const Margins& m : column) result.width += m.left + figure.width + m.right;
  double top = result.height - (figure.title.empty() ? 0 : 34);
  for (std::size_t r = 0; r < rows; ++r) {
    double left = 0;
    top -= row[r].top;
    for (std::size_t c = 0; c < columns && r * columns + c < figure.panels.size(); ++c) {
      left += column[c].left;
      result.boxes.push_back({left, left + figure.width, top - figure.height, top});
      left += figure.width + column[c].right;
    }
    top -= figure.height + row[r].bottom;
  }
  return result;
}

// All text is placed as labels, literally (noenhanced).

namespace {

struct Place {
  double x, y;       // pixels from the lower left corner of the canvas
  double length;     // pixels available
  double font;       // points, where it fits
  const char* face;  // gnuplot font name; empty: the terminal's
  const char* style;
};

constexpr double kCharacterWidth = 0.62;  // of the font size: a generous mean of sans-serif faces
constexpr double kSmallestFont = 7;

std::string label(const Layout& canvas, const std::string& words, const Place& at) {
  if (words.empty()) return "";
  const double fitting = at.length / (kCharacterWidth * double(characters(words)));
  return fmt::format("set label {} at screen {:.6f},{:.6f} center noenhanced front {} font '{},{:.3g}'\n",
                     gnuplot_string(words), at.x / canvas.width, at.y / canvas.height, at.style, at.face,
                     std::clamp(fitting, kSmallestFont, at.font));
}

constexpr const char* kDark = "textcolor rgb '#202020'";
constexpr const char* kGrey = "textcolor rgb '#606060'";
constexpr const char* kDarkUpwards = "rotate by 90 textcolor rgb '#202020'";

}  // namespace

std::string gnuplot_string(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    quoted += c == '\'' ? "'.\"'\".'" : std::string(1, control ? ' ' : c);
  }
  return quoted + "'";
}

std::size_t characters(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string panel_words(const Panel& panel, const Layout& canvas, const Box& box) {
  const double width = box.right - box.left, height = box.top - box.bottom;
  const double x = (box.left + box.right) / 2, y = (box.bottom + box.top) / 2;
  std::string s =
      label(canvas, panel.title, {x, box.top + (panel.note.empty() ? 14 : 31), width + 20, 12, "", kDark});
  s += label(canvas, panel.note, {x, box.top + 13, width + 20, 10, "", kGrey});
  if (panel.x.ticks) s += label(canvas, panel.x.label, {x, box.bottom - 35, width + 20, 11, "", kDark});
  if (panel.y.ticks)
    s += label(canvas, panel.y.label,
               {box.left - label_distance(panel.y), y, height + 20, 11, "", kDarkUpwards});
  if (panel.colour.ticks && has_heat_map(panel))
    s += label(canvas, panel.colour.label, {box.right + 68, y, height, 11, "", kDarkUpwards});
  return s;
}

std::string figure_words(const Figure& figure, const Layout& canvas) {
  return label(canvas, figure.title,
               {canvas.width / 2, canvas.height - 17, canvas.width - 20, 13, "sans-serif:Bold", kDark});
}

}  // namespace pont::figures
