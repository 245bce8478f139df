// The reproduction "cld-likelihood-exact": the probability flow with the exact score gives the exact
// likelihood.
#pragma once
#include <cstdint>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::cld {

/// Negative log-likelihood of the diamond by the probability flow of several processes, against the density
/// itself at the same points: the error of the method, with no network in between. How it depends on the
/// time t0 where the flow starts, on the tolerance, and on how the divergence is obtained.
class LikelihoodExact final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t points_ = 1000, seed_ = 1;
};

}  // namespace pont::reproductions::cld
