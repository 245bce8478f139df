// The reproduction "sampler-orders".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions {

/// The order of every sampler of the table on VP, VE and CLD, measured on exact Gaussian laws, beside the one
/// its source advertises. No keys.
class SamplerOrders final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override {}
  std::vector<reproduce::PublishedRow> stated_rows() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
};

}  // namespace pont::reproductions
