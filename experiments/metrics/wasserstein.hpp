// The 2-Wasserstein distance between point clouds: exact with its coupling, by sorting in one dimension, and
// sliced.
#pragma once
#include <span>

#include "autodiff/rng.hpp"
#include "experiments/metrics/points.hpp"
#include "sde/transport/cloud_transport.hpp"
#include "sde/transport/plan.hpp"

namespace pont::metrics {

using sde::CoupledPair;

/// An optimal coupling: at most n + m - 1 pairs, ordered by (from, to), masses > 0 that sum to 1.
struct Coupling {
  double distance = 0;  ///< W2, in data units
  sde::SparsePlan pairs;
};

/// An optimal coupling of the uniform distributions on the rows of x [n, d] and y [m, d].
///
///   W2^2 = min over couplings p of sum_ij p_ij |x_i - y_j|^2          (Villani 2009, definition 6.1, p = 2)
///
/// Exact but for rounding: a network simplex on integers (sde/transport/network_simplex.hpp); the relative
/// error of W2 is at most about 2e-18 n (diameter / W2)^2, 2e-11 for a thousand points at a hundredth of the
/// diameter. 0.15 s at n = m = 1000; 0.7 s and 300 MB at 2000, beyond which no matrix of costs is made
/// (sde/transport/cloud_transport.hpp): 9 s and 100 MB at 10,000. Throws std::invalid_argument on empty,
/// non-finite or mismatched clouds, and above kMaxCloudPairs.
Coupling optimal_coupling(const Points& x, const Points& y);

/// The same between weighted points; weights [n] and [m] are >= 0 and need not be normalised.
Coupling optimal_coupling(const Points& x, const Points& y, std::span<const double> x_weights,
                          std::span<const double> y_weights);

/// W2 alone, in data units (the root is taken). See optimal_coupling.
double wasserstein2(const Points& x, const Points& y);
double wasserstein2(const Points& x, const Points& y, std::span<const double> x_weights,
                    std::span<const double> y_weights);

/// W2 between uniform distributions on n and m real numbers: the monotone coupling is optimal, so
/// W2^2 = integral over u in (0, 1) of (F^-1(u) - G^-1(u))^2 (Villani 2003, theorem 2.18).
/// O((n + m) log(n + m)).
double wasserstein2_1d(std::span<const double> x, std::span<const double> y);

/// Directions, uniform on the unit sphere: row p is the normalised normals [p d, (p + 1) d) of slot 0 of
/// `key`, so direction p does not depend on how many are asked for. Shape [projections, d]. Throws unless
/// both are >= 1.
Points random_directions(const ad::Key& key, Eigen::Index projections, Eigen::Index d);

/// Sliced W2 between the uniform distributions on the rows of x [n, d] and y [m, d], in data units:
///
///   SW2^2 = mean over directions theta of W2^2(theta . x, theta . y)          (Bonneel et al. 2015, section
///   3)
///
/// It lacks the factor d that some codes put in front: for a translation by a its expectation is |a|^2 / d.
/// O(projections (n + m) (d + log(n + m))), memory O(n + m). Throws std::invalid_argument on unusable clouds.
double sliced_wasserstein2(const Points& x, const Points& y, const ad::Key& key, Eigen::Index projections);

}  // namespace pont::metrics
