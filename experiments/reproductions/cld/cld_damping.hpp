// The reproduction "cld-damping": what the damping of CLD decides, and what it does not.
#pragma once
#include "experiments/reproductions/cld/toy_runs.hpp"

namespace pont::reproductions::cld {

/// How far the prior is from the law at T, against Gamma; samples of the diamond in three regimes with the
/// exact score, also with the score of a wrong kernel; networks trained in three regimes under one budget.
class CldDamping final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  ToyBudget budget_;
  std::int64_t exact_samples_ = 10'000, likelihood_rows_ = 2'000, samples_ = 1'500;
};

}  // namespace pont::reproductions::cld
