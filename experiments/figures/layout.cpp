// Where plot boxes and words stand on the canvas.
#include "experiments/figures/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pont::figures {

// The layout is ours rather than gnuplot's multiplot's, so that plot boxes align and squares are square.

namespace {

struct Margins {
  double left = 14, right = 22, bottom = 12, top = 12;
  void grow(const Margins& m) {
    left = std::max(left, m.left);
    right = std::max(right, m.right);
    bottom = std::max(bottom, m.bottom);
    top = std::max(top, m.top);
  }
  Margins times(double scale) const { return {left * scale, right * scale, bottom * scale, top * scale}; }
};

// From a plot box to the middle of the words at its vertical axis: powers of ten are wide.
double label_distance(const Axis& vertical) { return vertical.scale == Scale::log10 ? 58 : 46; }

constexpr double line_height = 1.25;   // of the size of words
constexpr double title_overhang = 10;  // of a title over each side of its box

FittedWords panel_title(const Panel& panel, double width, const Style& style) {
  return fitted_words(panel.title, width + 2 * title_overhang * style.scale(), style.panel, style.smallest);
}

FittedWords figure_title(const Figure& figure, double width, const Style& style) {
  return fitted_words(figure.title, width - 20 * style.scale(), style.title, style.smallest);
}

// What lines after the first take.
double more_lines(const FittedWords& words) {
  return words.lines.size() < 2 ? 0 : line_height * words.font * static_cast<double>(words.lines.size() - 1);
}

Margins margins(const Panel& panel, double width, const Style& style) {
  Margins m;
  if (panel.y.ticks) m.left = panel.y.label.empty() ? 42 : label_distance(panel.y) + 16;
  if (panel.x.ticks) m.bottom = panel.x.label.empty() ? 28 : 48;
  if (!panel.title.empty()) m.top = panel.note.empty() ? 28 : 44;
  if (panel.colour.ticks && has_heat_map(panel)) m.right = panel.colour.label.empty() ? 62 : 82;
  m = m.times(style.scale());
  m.top += more_lines(panel_title(panel, width, style));
  return m;
}

}  // namespace

bool has_heat_map(const Panel& panel) {
  return std::any_of(panel.layers.begin(), panel.layers.end(),
                     [](const Layer& l) { return std::holds_alternative<HeatMap>(l); });
}

Layout layout(const Figure& figure, const Style& style) {
  const std::size_t columns = std::min(std::size_t(figure.columns), figure.panels.size());
  const std::size_t rows = (figure.panels.size() + columns - 1) / columns;
  const Margins least = Margins().times(style.scale());
  std::vector<Margins> column(columns, least), row(rows, least);
  for (std::size_t p = 0; p < figure.panels.size(); ++p) {
    const Margins m = margins(figure.panels[p], figure.width, style);
    column[p % columns].grow(m);
    row[p / columns].grow(m);
  }
  Layout result;
  for (const Margins& m : row) result.height += m.top + figure.height + m.bottom;
  for (const Margins& m : column) result.width += m.left + figure.width + m.right;
  double top = result.height;
  if (!figure.title.empty())
    result.height += 34 * style.scale() + more_lines(figure_title(figure, result.width, style));
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

// Lines of at most that length, broken at spaces.
std::vector<std::string> broken(const std::string& words, double length, double font) {
  std::vector<std::string> lines(1);
  std::size_t from = 0;
  while (from < words.size()) {
    const std::size_t to = std::min(words.find(' ', from), words.size());
    const std::string word = words.substr(from, to - from),
                      longer = lines.back().empty() ? word : lines.back() + " " + word;
    if (!lines.back().empty() && words_width(longer, font) > length)
      lines.push_back(word);
    else
      lines.back() = longer;
    from = to + 1;
  }
  return lines;
}

struct Place {
  double x, y;  // the middle of the first line, from the lower left corner of the canvas
  const char* look;
};

std::string labels(const Layout& canvas, const FittedWords& words, const Place& at) {
  std::string s;
  double y = at.y;
  for (const std::string& line : words.lines) {
    if (!line.empty())
      s += fmt::format("set label {} at screen {:.6f},{:.6f} center noenhanced front {} font ',{:.3g}'\n",
                       gnuplot_string(line), at.x / canvas.width, y / canvas.height, at.look, words.font);
    y -= line_height * words.font;
  }
  return s;
}

// In one line, whatever its length.
FittedWords one_line(const std::string& words, double length, double font, double smallest) {
  return {{words}, std::clamp(length / std::max(words_width(words, 1), 1e-9), smallest, font)};
}

constexpr const char* kDark = "textcolor rgb '#202020'";
constexpr const char* kGrey = "textcolor rgb '#606060'";
constexpr const char* kDarkUpwards = "rotate by 90 textcolor rgb '#202020'";

}  // namespace

FittedWords fitted_words(const std::string& words, double length, double font, double smallest) {
  if (words_width(words, smallest) <= length) return one_line(words, length, font, smallest);
  return {broken(words, length, smallest), smallest};
}

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

double words_width(std::string_view words, double font) {
  constexpr double character_width = 0.62;  // of the size of words: a generous mean of sans-serif faces
  return character_width * font * static_cast<double>(characters(words));
}

std::string panel_words(const Panel& panel, const Layout& canvas, const Box& box, const Style& style) {
  const double k = style.scale(), width = box.right - box.left, height = box.top - box.bottom,
               x = (box.left + box.right) / 2, y = (box.bottom + box.top) / 2;
  const auto line = [&](const std::string& words, double length, double font, const Place& at) {
    return labels(canvas, one_line(words, length, font, style.smallest), at);
  };
  const FittedWords title = panel_title(panel, width, style);
  std::string s =
      labels(canvas, title, {x, box.top + (panel.note.empty() ? 14 : 31) * k + more_lines(title), kDark});
  s += line(panel.note, width + 20 * k, style.note, {x, box.top + 13 * k, kGrey});
  if (panel.x.ticks) s += line(panel.x.label, width + 20 * k, style.label, {x, box.bottom - 35 * k, kDark});
  if (panel.y.ticks)
    s += line(panel.y.label, height + 20 * k, style.label,
              {box.left - label_distance(panel.y) * k, y, kDarkUpwards});
  if (panel.colour.ticks && has_heat_map(panel))
    s += line(panel.colour.label, height, style.label, {box.right + 68 * k, y, kDarkUpwards});
  return s;
}

std::string figure_words(const Figure& figure, const Layout& canvas, const Style& style) {
  return labels(canvas, figure_title(figure, canvas.width, style),
                {canvas.width / 2, canvas.height - 17 * style.scale(), kDark});
}

}  // namespace pont::figures
