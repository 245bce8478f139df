// Transport plans between weighted points: Kantorovich's problem solved exactly, and displacement along a
// plan.
#pragma once
#include <vector>

#include "sde/kernel.hpp"
#include "sde/transport/network_simplex.hpp"

namespace pont::sde {

/// A fraction `mass` of all probability that a plan moves from point `from` of x to point `to` of y.
struct CoupledPair {
  Eigen::Index from = 0, to = 0;
  double mass = 0;
};

/// Ordered by (from, to), masses > 0 that sum to 1.
using SparsePlan = std::vector<CoupledPair>;

/// An optimal plan of  min sum_ij cost_ij p_ij  over the couplings of the two distributions (Kantorovich
/// 1942), by the network simplex; at most n + m - 1 pairs. cost [n, m], finite, >= 0. Accuracy, size limit
/// and errors: network_simplex.hpp; throws std::invalid_argument, too, when the cost's shape is not that of
/// the masses.
SparsePlan kantorovich(const Masses& masses, const Batch& cost);

/// The same for the cost |x_i - y_j|^2 of points x [n, d] and y [m, d] that are too many for a matrix; see
/// cloud_transport.hpp.
SparsePlan kantorovich(const Masses& masses, const Batch& x, const Batch& y);

/// |x_i - y_j|^2 as [n, m], for x [n, d] and y [m, d]. Throws std::invalid_argument when the dimensions
/// differ.
Batch squared_distances(const Batch& x, const Batch& y);

/// Points with probabilities.
struct WeightedPoints {
  Batch points;             ///< [p, d]
  Eigen::VectorXd weights;  ///< [p], sum 1
};

/// The displacement interpolation at t in [0, 1] (McCann 1997): each pair's mass at (1 - t) x_from + t y_to.
/// With an optimal plan for the squared distance it is the geodesic of W2 at constant speed. x [n, d], y [m,
/// d].
WeightedPoints displacement(const Batch& x, const Batch& y, const SparsePlan& plan, double t);

}  // namespace pont::sde
