// How each kind of layer is said to gnuplot.
#pragma once
#include <string>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

struct Clauses {
  std::string before;  ///< commands that precede the plot command, each ending in a newline
  std::string plot;    ///< elements of the plot command, separated by ", "
};

/// `source` is the data file and section of the layer, as gnuplot reads it: 'name.dat' index 3.
Clauses layer_clauses(const Layer& layer, const std::string& source);

}  // namespace pont::figures
