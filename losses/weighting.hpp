// How errors of the score count at each time.
#pragma once
#include <string>
#include <vector>

#include "losses/regression.hpp"
#include "sde/linear_sde.hpp"

namespace pont::losses {

/// One row per weighting. `factor` gives C(t) [m, m], so that the error e_s = U e of the score, U = ell K the
/// unit of the network, costs |C e|^2 per coordinate.
struct Weighting {
  std::string name, summary, source;
  sde::Mat (*factor)(const sde::LinearSde& sde, double t, const Regression::Coefficients&);
};
const std::vector<Weighting>& weightings();

/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const Weighting& weighting(const std::string& name);

}  // namespace pont::losses
