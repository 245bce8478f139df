// The layout is ours rather than gnuplot's multiplot's, so that plot boxes align and squares are square.
#include "experiments/figures/layout.hpp"

#include <algorithm>

namespace pont::figures {
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

}  // namespace pont::figures
