// Styles of figures, and how panels are arranged in one.
#include "experiments/figures/style.hpp"

#include <algorithm>
#include <utility>

#include "experiments/figures/layout.hpp"

namespace pont::figures {

namespace {

// The text of articles.
Style of_an_article(std::string name, std::string summary, double width) {
  return {.name = std::move(name),
          .summary = std::move(summary),
          .width = width,
          .title = 9,
          .panel = 8,
          .label = 8,
          .note = 7,
          .ticks = 7,
          .smallest = 6.5,
          .dots_per_unit = 5,
          .formats = {"pdf", "svg"}};
}

}  // namespace

const std::vector<Style>& styles() {
  static const std::vector<Style> rows{
      {.name = "screen",
       .summary = "as wide as its panels, text of 10 to 14 pixels: SVG and PNG",
       .formats = {"svg", "png"}},
      of_an_article("column", "3.25 inches, text of 6.5 to 9 points: PDF and SVG", 234),
      of_an_article("two_column", "6.75 inches, text of 6.5 to 9 points: PDF and SVG", 486),
      {.name = "slide",
       .summary = "10 inches, text of 12 to 20 points: PDF and SVG",
       .width = 720,
       .title = 20,
       .panel = 16,
       .label = 15,
       .note = 14,
       .ticks = 14,
       .smallest = 12,
       .dots_per_unit = 3,
       .formats = {"pdf", "svg"}}};
  return rows;
}

namespace {

constexpr double least_box = 80;  // of a panel's width, before scale()

// Panels that share a vertical axis have one range, and some leave its numbers out.
bool shares_vertical(const Figure& figure) {
  const auto same = [&](const Panel& p) {
    const auto &a = p.y.range, &b = figure.panels[0].y.range;
    return a && b && a->low == b->low && a->high == b->high;
  };
  return std::ranges::all_of(figure.panels, same) &&
         std::ranges::any_of(figure.panels, [](const Panel& p) { return !p.y.ticks; });
}

Figure in_columns(Figure figure, int columns) {
  const bool shared = shares_vertical(figure);
  figure.columns = columns;
  for (std::size_t p = 0; p < figure.panels.size() && shared; ++p)
    figure.panels[p].y.ticks = p % static_cast<std::size_t>(columns) == 0;
  return figure;
}

// The width that is left for each plot box.
double room(const Figure& figure, const Style& style) {
  const double used = layout(figure, style).width - figure.columns * figure.width;
  return (style.width - used) / figure.columns;
}

}  // namespace

Figure arranged(const Figure& asked, const Style& style) {
  int columns = std::min(asked.columns, static_cast<int>(asked.panels.size()));
  Figure figure = in_columns(asked, columns);
  if (style.width == 0) return figure;
  while (columns > 1 && room(figure, style) < least_box * style.scale())
    figure = in_columns(asked, --columns);
  const double width = std::min(room(figure, style), asked.width * style.width / 486);
  figure.height *= width / figure.width;
  figure.width = width;
  return figure;
}

}  // namespace pont::figures
