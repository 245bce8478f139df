// One figure with every kind of layer, and numbers that are hard to print.
#pragma once
#include <cmath>
#include <limits>
#include <string>

#include "experiments/figures/figure.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

/// `words` stands in every place where a figure has text.
inline Figure every_layer(const std::string& words) {
  const Grid x = (Grid(1, 3) << 0.1, 0.2, 1. / 3).finished();
  const Grid y = (Grid(2, 3) << 1, std::nextafter(1, 2), 1e-300, -0.0, 5e-324, std::acos(-1)).finished();
  Figure f{.title = words, .columns = 2, .width = 200, .height = 150};
  f.panels.push_back(
      {.title = words,
       .note = words,
       .x = {.label = words},
       .y = {.label = words},
       .layers = {Scatter{{0.1, 0.7}, {1. / 7, 1e22}, words}, Lines{x, y, words}, Reference{2. / 3, words}}});
  f.panels.push_back(
      {.x = {.range = Interval{0, 2}},
       .colour = {.label = words, .range = Interval{0, 1}},
       .layers = {HeatMap{{0, 2}, {-1, 1}, (Grid(2, 2) << 0.1, 0.2, 0.3, 0.1 + 0.2).finished()},
                  Bars{{0.5, 1.5}, {0.25, 0.1 + 0.2}, 0.9, words},
                  ErrorBars{{0.5, 1}, {0.3, 0.6}, {0.01, 1e-17}, words}}});
  return f;
}

inline constexpr std::size_t kLayersOfEveryLayer = 6;
static_assert(std::variant_size_v<Layer> == kLayersOfEveryLayer, "add the new kind of layer to every_layer");

}  // namespace pont::experiments
