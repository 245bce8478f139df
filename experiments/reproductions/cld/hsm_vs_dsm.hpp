// The reproduction "cld-hsm-vs-dsm": what hybrid score matching gains, and how its target diverges.
#pragma once
#include <cstdint>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::cld {

/// Variance of the two gradient estimates of CLD against t, exact and measured on the training objective,
/// with and without eps_num; the size ell of the target as t -> 0 against its asymptote.
class HsmVsDsm final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t rows_ = 20'000, times_ = 9, seed_ = 1;
};

}  // namespace pont::reproductions::cld
