// The score of Gaussian data given a measurement, as restoring samplers approximate it: one family, whose
// members differ in what they take for the covariance of x0 given x_t.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "sde/linear_sde.hpp"
#include "sde/restoration/measurement.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// What a guided score takes for Cov(x0 | x_t): [d, d] of the covariance S of the data, for x_t = signal x0 +
/// noise z.
struct Guidance final {
  std::string name, summary, source;
  Eigen::MatrixXd (*covariance)(const Eigen::MatrixXd& S, double signal, double noise);
};
/// dps (0), pigdm (that of data N(0, I)), exact.
const std::vector<Guidance>& guidances();
/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const Guidance& guidance(const std::string& name);

/// grad log p_t(x) + D^T A^T (sigma^2 I + A C A^T)^-1 (y - A x0(x)): x0(x) = E[x0 | x_t = x] by Tweedie's
/// formula, D its Jacobian, C the covariance of `guidance`. With the exact C it is grad log p_t(x | y); C = 0
/// is DPS with the step 1/sigma^2 (Chung et al. 2023; their code divides by |y - A x0(x)| instead), (noise^2
/// / (signal^2 + noise^2)) I is PiGDM (Song, Vahdat, Mardani & Kautz 2023).
class MeasurementScore final : public Score {
 public:
  /// Throws std::invalid_argument for an SDE with more blocks than one, and as check_measurement().
  MeasurementScore(LinearSde sde, Gaussian law, Measurement measurement, const Guidance& guidance);
  Eigen::Index dimension() const { return law_.mean.size(); }          ///< d
  Eigen::Index measurements() const { return measurement_.A.rows(); }  ///< m
  /// From now on row i of a batch is given y_i: y [B, m].
  void given(Batch y) { y_ = std::move(y); }
  void operator()(const Batch& u, double t, Batch& s) override;
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override;

  /// The largest eigenvalue of what the guidance adds to the slope of the score, times beta dt: Euler's steps
  /// of it are stable below 2.
  double stiffness(double t, double dt) const;

 private:
  // s = slope (u - signal mean) + gain (y - A mean) at one time.
  struct Affine {
    double signal;
    Eigen::MatrixXd slope, gain, added;  // added: the guidance's part of -slope
  };
  Affine at(double t) const;

  LinearSde sde_;
  Gaussian law_;
  Measurement measurement_;
  Guidance guidance_;
  Batch y_;
};

}  // namespace pont::sde
