// How errors of the score count at each time: a loss |C e|^2 with an m x m factor C, e in units of the
// network.
#pragma once
#include <string>
#include <vector>

#include "sde/linear_sde.hpp"

namespace pont::losses {

/// One row per weighting. `factor` gives C(t) [m, m] from ell(t) [m, m], so that the error e_s = ell e of the
/// score costs |C e|^2 per coordinate.
struct Weighting {
  std::string name, summary, source;
  sde::Mat (*factor)(const sde::LinearSde& sde, double t, const sde::Mat& ell);
};
const std::vector<Weighting>& weightings();

/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const Weighting& weighting(const std::string& name);

}  // namespace pont::losses
