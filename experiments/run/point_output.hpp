// Points as files that other programs read.
#pragma once
#include <string>

#include "experiments/run/experiment.hpp"

namespace pont::run {

/// The bytes of a file of rows of numbers.
using PointWriter = std::string (*)(const SampleRows&);

/// By the end of the name: .csv (a line for each row, without a header), .npy (float64, [n, d]), .h5 (a data
/// set "points" [n, d]). Throws ConfigError for another one.
PointWriter point_writer(const std::string& name);

}  // namespace pont::run
