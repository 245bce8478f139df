// First two moments of u_t for data of given moments: what is near and what is far at time t.
#pragma once
#include <vector>

#include "sde/gaussian.hpp"
#include "sde/linear_sde.hpp"
#include "sde/mixture.hpp"

namespace pont::sde {

/// Data with a mean and a covariance in block 0, auxiliary blocks N(0, initial), carried to t by the linear
/// kernel. All is said in the coordinates y of the covariance's own axes, in which the d coordinates are
/// uncorrelated.
class CarriedMoments final {
 public:
  /// data: mean [d], covariance [d, d] symmetric positive semidefinite.
  CarriedMoments(LinearSde sde, const Gaussian& data);

  /// At one time: means of the k*d coordinates, and for each of the d axes the covariance S = L L^T of its k
  /// blocks: `root` L, and `turn`, the antisymmetric rate at which the probability flow of the normal law of
  /// these moments turns L^-1 (y - mean). L keeps the relative accuracy of what is left of a block once the
  /// blocks before it are known.
  struct At {
    Eigen::ArrayXd mean;
    std::vector<Mat> root, turn;
  };
  At at(double t) const;
  /// Means and standard deviations of the k*d coordinates.
  Eigen::ArrayXd mean(double t) const;
  Eigen::ArrayXd deviations(double t) const;

  /// Every block of u [B, k*d] in the coordinates y, and back.
  Batch to_axes(const Batch& u) const { return sde::to_axes(law_, u); }
  Batch from_axes(const Batch& y) const { return sde::from_axes(law_, y); }

  /// How far each row of u is from the mean at t, [B]: the largest |y - mean| of a block in units of the
  /// largest deviation of that block.
  Eigen::ArrayXd distance(double t, const Batch& u) const;

  /// The normal law of these moments at T against the prior that sampling starts from.
  struct PriorGap {
    double divergence = 0;  ///< KL(law at T, prior) in nats: what the prior adds to a Gaussian likelihood
    double shift = 0;       ///< largest |mean| of a coordinate, in deviations of the prior
    double narrowest = 1, widest = 1;  ///< deviations of coordinates, in those of the prior
  };
  PriorGap prior_gap() const;

 private:
  LinearSde sde_;
  Mixture law_;  // one component
};

}  // namespace pont::sde
