// Gaussians and their mixtures.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/data/draws.hpp"

namespace pont::data {

/// y = means[i] + sqrt(variances[i]) z along the axes of the mixture, with i drawn by the weights and z
/// standard normal. exact() is the mixture.
class GaussianMixture final : public DataSet {
 public:
  /// Throws std::invalid_argument on sizes, negative weights or variances (see sde::checked).
  explicit GaussianMixture(sde::Mixture law);
  ad::Shape shape() const override { return {law_.means.cols()}; }
  int classes() const override { return component_.size() > 1 ? static_cast<int>(component_.size()) : 0; }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override;
  std::optional<sde::Mixture> exact() const override { return law_; }

 private:
  sde::Mixture law_;
  Categorical component_;
};

/// Equal weights and one standard deviation, in data units, for components at `means` [n, d].
sde::Mixture equal_gaussians(Eigen::ArrayXXd means, double sigma);

/// diamond: equal Gaussians N(m, sigma^2 I) with m on the grid {-bound, 0, bound}^2 rotated by 45 degrees:
/// the toy data of Dockhorn, Vahdat, Kreis 2022 (their code, "diamond"). The law is exact; its entropy is
/// -1.40265 nats.
class DiamondOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double bound_ = 0.5, sigma_ = 0.04;
};

/// eight_gaussians: equal Gaussians N(m, sigma^2 I), m at the angles 0, 45, ..., 315 degrees on a circle. The
/// defaults are FFJORD's "8gaussians" (Grathwohl et al. 2019, their code: radius 4 and sigma .5, divided
/// by 1.414, here by sqrt 2). The law is exact.
class EightGaussiansOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double radius_ = 2.8284271247461903, sigma_ = 0.35355339059327379;
};

/// gaussian: N(mean, covariance), x = mean + L z with the lower triangular Cholesky factor L. The covariance
/// is given in full and must be symmetric (to 1e-12 of its largest entry) and positive definite.
class GaussianOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::vector<double> mean_{0, 0};
  config::Matrix covariance_{{1, 0}, {0, 1}};
};

class IsotropicGaussianOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::int64_t dimension_ = 2;
  double mean_ = 0, deviation_ = 1;
};

/// mixture: n Gaussians N(means[i], diag(stds[i]^2)) with probabilities proportional to weights[i]. A row of
/// stds has d numbers, or one for all coordinates. The law is exact.
class MixtureOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::vector<double> weights_{0.5, 0.5};
  config::Matrix means_{{-1, 0}, {1, 0}}, stds_{{0.3}, {0.3}};
};

}  // namespace pont::data
