// One Gaussian in any dimension.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

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

}  // namespace pont::data
