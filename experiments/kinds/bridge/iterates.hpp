// The half-bridges of a stored run as curves: by direction, and beside their ground truth.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "experiments/store/hdf5.hpp"
#include "losses/bridges/chain.hpp"

namespace pont::kinds::bridge {

/// One direction in tables and figures, and the name of the end that it samples, as in floor/w2_END.
struct Side final {
  losses::Direction direction;
  std::string title, end;
};
const std::array<Side, 2>& sides();

/// Values of the half-bridges of one side, against their number among these: 1, 2, ...
struct Series final {
  std::vector<double> iteration, value;
};
/// `path` is a data set [half-bridges].
Series series(const store::H5Reader& run, const std::string& path, const Side& side);
/// Of half_bridges/NAME [half-bridges, states]: means over the states.
Series mean_divergence(const store::H5Reader& run, const std::string& name, const Side& side);

/// A moment after every half-bridge, averaged over coordinates: of the end that the half-bridge does not
/// start from (exact fitting has the other one right), or the covariance of both ends.
struct Moment final {
  std::string title;
  std::vector<double> half_bridge, learned, ipf, ideal;  ///< ideal: empty where the method has none
  std::vector<double> limit;                             ///< of the Schroedinger bridge, at the same end
};
/// Mean, variance, covariance; only for runs with bridge/*.
std::vector<Moment> free_end_moments(const store::H5Reader& run);

}  // namespace pont::kinds::bridge
