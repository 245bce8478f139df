// The sliced 2-Wasserstein distance: one-dimensional distances averaged over keyed random directions.
#pragma once
#include "autodiff/rng.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::metrics {

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
