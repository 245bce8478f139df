// The reproduction "cld-toys": CLD and VP learn two toy laws under one budget, beside what is exactly known.
#pragma once
#include "experiments/reproductions/cld/toy_runs.hpp"

namespace pont::reproductions::cld {

/// Diamond and multi swiss roll with the published network: loss beside the Bayes loss and negative
/// log-likelihood beside the entropy along training, and samples; the spread over seeds.
class CldToys final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  ToyBudget budget_;
  std::int64_t loss_rows_ = 10'000, likelihood_rows_ = 2'000, samples_ = 2'000;
};

}  // namespace pont::reproductions::cld
