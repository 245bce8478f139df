// The reproduction "cld-score-complexity": the score of CLD is nearer to that of its prior than the score of
// VP.
#pragma once
#include "experiments/reproductions/cld/toy_runs.hpp"

namespace pont::reproductions::cld {

/// xi(t) and the Jacobian of what the network learns, for CLD and VP on the diamond: with exact scores, by
/// quadrature and by samples, and with the learned ones of cld-toys.
class ScoreComplexity final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  ToyBudget budget_;
  std::int64_t samples_ = 100'000, times_ = 9, learned_samples_ = 2'000, learned_times_ = 25;
};

}  // namespace pont::reproductions::cld
