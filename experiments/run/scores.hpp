// The numbers that a run was judged by, out of run.h5.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "experiments/store/hdf5.hpp"

namespace pont::run {

/// One of them. Errors are one standard error.
struct Score final {
  std::string name;  ///< "samples/flow/w2", "loss", "backward/w2"
  double ours = 0;
  std::optional<double> error = {}, floor = {}, floor_error = {};
};

/// All below /evaluation, and of a bridge those of the last half-bridge in each direction. Where an exact
/// value is known instead of a floor it stands in its place.
std::vector<Score> scores_of(const store::H5Reader& run);

}  // namespace pont::run
