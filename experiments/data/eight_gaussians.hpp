// Eight Gaussians on a circle.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

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

}  // namespace pont::data
