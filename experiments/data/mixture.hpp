// A Gaussian mixture written out in the configuration.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

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
