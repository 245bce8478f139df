// The gnuplot commands of one layer of a panel.
#pragma once
#include <string>

#include "experiments/figures/placement.hpp"

namespace pont::figures {

/// What one layer needs of the script.
struct Clauses {
  std::string before = {};  ///< commands that precede the plot command, each ending in a newline
  std::string plot = {};    ///< elements of the plot command, separated by ", "
  std::string image = {};   ///< commands that draw a cloud of many dots as an image, before the figure
};

/// Where a layer is drawn.
struct Scene {
  const Panel& panel;
  PanelRanges ranges;
  Drawn drawn;
  Placement placed;
  const Style& style;
  std::string source = {};  ///< the data file and section, as gnuplot reads it: 'name.dat' index 3
  std::string dots = {};    ///< file of the image of a cloud
};

Clauses layer_clauses(const Layer& layer, const Scene& scene);

/// Where a legend shows what a layer looks like, in fractions of the canvas.
struct KeyPlace {
  double left, right, middle;
};
/// Commands that draw an opaque sample of the layer there: small translucent dots and thin lines would be
/// invisible.
std::string key_sample(const Layer& layer, const Panel& panel, const KeyPlace& at);

}  // namespace pont::figures
