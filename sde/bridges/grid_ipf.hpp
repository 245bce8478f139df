// IPF between any two densities in one dimension, on a grid: the exact answer where nothing is normal.
#pragma once
#include "sde/bridges/reference.hpp"

namespace pont::sde {

/// n points from low to high, at equal distances.
struct Grid1d {
  double low = 0, high = 1;
  Eigen::Index n = 2;
  double step() const { return (high - low) / double(n - 1); }
  Eigen::VectorXd points() const { return Eigen::VectorXd::LinSpaced(n, low, high); }
};

/// 1/2 int |p - q| for two densities [n] on the grid.
double total_variation(const Grid1d& grid, const Eigen::VectorXd& p, const Eigen::VectorXd& q);

/// The iteration of gaussian_ipf.hpp for densities p0, p1 [n] on a grid, as potentials:
///   law of (X_0, X_T) = exp(start(x) + end(y)) K(x, y),  K the density of the reference's transition,
/// everything in the log domain. Sums over the grid have spectral accuracy for smooth densities that vanish
/// at its ends, once the step is below half the kernel's standard deviation. Memory O(n), time O(n^2)
/// exponentials per half-bridge.
class GridIpf final {
 public:
  /// Iterate 0: X_0 ~ p0, X_T by the reference about `centre`. The densities are normalised here. Throws
  /// std::invalid_argument for sizes that differ, negative or non-finite densities, mass 0, or a step above
  /// half the standard deviation of the reference's noise.
  GridIpf(const Grid1d& grid, const Eigen::VectorXd& p0, const Eigen::VectorXd& p1,
          const ReferenceTransition& whole, double centre);

  /// One half-bridge each: afterwards X_T ~ p1, or X_0 ~ p0.
  void fit_end();
  void fit_start();

  /// Densities [n] of X_0 and of X_T in the present iterate.
  Eigen::VectorXd start() const;
  Eigen::VectorXd end() const;
  /// Density [n] of X_t, for the reference's transitions 0 -> t -> T, both with noise above the grid's step.
  Eigen::VectorXd marginal(const ReferenceTransition& before, const ReferenceTransition& after) const;

  const Eigen::VectorXd& p0() const { return p0_; }
  const Eigen::VectorXd& p1() const { return p1_; }

 private:
  // y -> log int exp(potential(x)) k(x, y) dx and x -> log int k(x, y) exp(potential(y)) dy.
  Eigen::VectorXd forward(const Eigen::VectorXd& potential, const ReferenceTransition& k) const;
  Eigen::VectorXd backward(const Eigen::VectorXd& potential, const ReferenceTransition& k) const;

  Grid1d grid_;
  ReferenceTransition whole_;
  double centre_;
  Eigen::VectorXd x_, p0_, p1_, start_, end_;
};

}  // namespace pont::sde
