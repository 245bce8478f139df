// Points of a Gaussian mixture: what diamond, eight_gaussians and mixture build.
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

}  // namespace pont::data
