// Exact scores under any linear SDE: Gaussian-mixture data, and Gaussian data with any covariance.
#pragma once
#include <optional>

#include "sde/linear_sde.hpp"
#include "sde/mixture.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// Data from a mixture in block 0, auxiliary blocks N(0, sde.initial). Cost per row: n k^2 d multiplications
/// and n exponentials, and 2 k d^2 multiplications where the data have axes of their own; the law at the last
/// t is kept.
class MixtureScore final : public Score {
 public:
  /// Throws std::invalid_argument when the mixture is inconsistent.
  MixtureScore(LinearSde sde, Mixture data);
  MixtureScore(const MixtureScore&) = delete;
  MixtureScore& operator=(const MixtureScore&) = delete;

  void operator()(const Batch& u, double t, Batch& s) override;
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override;
  /// log p_t(u) of the whole state in nats, [B].
  Eigen::VectorXd log_density(const Batch& u, double t);

 private:
  MixtureMarginal& at(double t, const Batch& u);
  void keep_driven(Batch& s) const;

  LinearSde sde_;
  Mixture data_;
  double t_ = 0;
  std::optional<MixtureMarginal> marginal_;
};

/// Data N(mean, covariance) in block 0, auxiliary blocks N(0, sde.initial): the mixture `gaussian`.
class GaussianScore final : public Score {
 public:
  /// mean [d], covariance [d, d], symmetric positive semidefinite.
  GaussianScore(const LinearSde& sde, const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance)
      : score_(sde, gaussian(mean, covariance)) {}

  void operator()(const Batch& u, double t, Batch& s) override { score_(u, t, s); }
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override {
    score_.probe(u, t, v, s, vJv);
  }
  /// log p_t(u) of the whole state in nats, [B].
  Eigen::VectorXd log_density(const Batch& u, double t) { return score_.log_density(u, t); }

 private:
  MixtureScore score_;
};

}  // namespace pont::sde
