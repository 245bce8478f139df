// The law of a sampler's chain in one dimension, propagated deterministically, and total variation on the
// line.
#pragma once
#include <functional>
#include <vector>

#include "sde/mixture.hpp"
#include "sde/sampler.hpp"

namespace pont::sde {

/// A density on the line, evaluated at ascending points.
using LineDensity = std::function<Eigen::VectorXd(const Eigen::VectorXd&)>;

/// Where densities are held: n equidistant nodes from low to high, outside of which there is no mass.
struct Line {
  double low = -1, high = 1;
  Eigen::Index n = 2;
  double spacing() const { return (high - low) / static_cast<double>(n - 1); }
  Eigen::VectorXd nodes() const { return Eigen::VectorXd::LinSpaced(n, low, high); }
};

/// A law after a step x -> m(x) + s(x) z: the integral over x by the trapezoidal rule on a Line, hence a sum
/// of n normal densities.
struct SmoothedLaw {
  Eigen::VectorXd mass, mean, width;  ///< [n], width > 0
  /// At ascending y. Normal densities are cut off at 9 widths (1e-18 of their peak).
  Eigen::VectorXd operator()(const Eigen::VectorXd& y) const;
};

/// The law of the chain after the last step of the grid, for data in one dimension (k = 1) and a sampler
/// whose step is m(u) + s(u) z with one normal z, such as Euler-Maruyama with lambda > 0: m and s are read
/// off its steps for z = 0 and z = 1. `start` is the density at grid.front(). The trapezoidal rule converges
/// faster than any power of the spacing once that is below the width of a step divided by its slope, s /
/// |m'|: halve the spacing to verify. Throws std::invalid_argument unless k = 1, the grid has a step, and
/// every step adds noise.
SmoothedLaw chain_law(const Sampler& sampler, const Reverse& reverse, Score& score,
                      const std::vector<double>& grid, const LineDensity& start, const Line& line);

/// 1/2 int |p - q|: between neighbouring nodes and zeros of p - q, found by bisection, p - q has one sign and
/// is integrated by 8 Gauss points. Accurate to rounding where the spacing resolves both densities; zeros
/// that come in pairs between two nodes are taken for none.
double total_variation(const LineDensity& p, const LineDensity& q, const Line& line);

/// The density of u_t, k = 1, for mixture data in one dimension.
LineDensity marginal_density(const LinearSde& sde, const Mixture& data, double t);
/// N(0, prior), the law that sampling starts from, k = 1.
LineDensity prior_density(const LinearSde& sde);

}  // namespace pont::sde
