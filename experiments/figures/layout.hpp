// Where each panel's plot box stands on the canvas.
#pragma once
#include <vector>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// Edges of a plot box in pixels; y counts upwards from the lower edge of the canvas.
struct Box {
  double left = 0, right = 0, bottom = 0, top = 0;
};

struct Layout {
  double width = 0, height = 0;  ///< canvas, pixels
  std::vector<Box> boxes;        ///< one for each panel
};

/// Whether the panel shows colours that a bar must explain.
bool has_heat_map(const Panel& panel);

/// From a plot box to the middle of the words at its vertical axis, pixels: powers of ten are wide.
double label_distance(const Axis& vertical);

/// All plot boxes are figure.width x figure.height; each column and row gets margins as wide as its labels
/// need.
Layout layout(const Figure& figure);

}  // namespace pont::figures
