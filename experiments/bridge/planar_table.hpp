// The reproduction "bridge-2d-table".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// Two-dimensional benchmark of Tong et al. 2024, table 2: W2 of samples of the target for five ways to learn
/// a bridge between four pairs of laws. One trainer, one reference process; the methods differ by `method`
/// alone.
class PlanarTable final : public Reproduction {
 public:
  void declare(Visitor&) override;
  Outcome compute(const Published&, const Laboratory&) const override;

 private:
  std::int64_t seeds_ = 5;
  std::vector<std::string> overrides_;
};

}  // namespace pont::experiments
