// The numbers of a figure as named arrays, for HDF5 and for gnuplot's text file.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "experiments/figures/figure.hpp"

namespace pont::figures {

/// Receives one array: its path ("panel_1/layer_2_lines/y"), its shape, and its values, row-major.
using DatasetVisitor = std::function<void(const std::string& path, const std::vector<std::size_t>& shape,
                                          std::span<const double> data)>;

/// Calls `visit` for every array of the figure, in the order of panels, layers and members. All that is drawn
/// is among them; grids carry their edges as "x_range", "y_range" [2], bars their "width" [1].
void for_each_dataset(const Figure& figure, const DatasetVisitor& visit);

/// The rows that gnuplot reads: one section for each layer, in order, sections separated by two blank lines
/// and lines of a polyline layer by one. Numbers are the shortest decimals that read back to the same bits.
std::string data_text(const Figure& figure);

}  // namespace pont::figures
