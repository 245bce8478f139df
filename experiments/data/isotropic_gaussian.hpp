// The Gaussian N(mean 1, deviation^2 I) in any dimension: priors, and the ends of Gaussian benchmarks.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

class IsotropicGaussianOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::int64_t dimension_ = 2;
  double mean_ = 0, deviation_ = 1;
};

}  // namespace pont::data
