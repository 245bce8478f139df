// The reproduction "sampler-orders".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// The order of every sampler of the table on VP, VE and CLD, measured on exact Gaussian laws, beside the one
/// its source advertises. No keys.
class SamplerOrders final : public Reproduction {
 public:
  void declare(Visitor&) override {}
  Outcome compute(const Published&, const Laboratory&) const override;
};

}  // namespace pont::experiments
