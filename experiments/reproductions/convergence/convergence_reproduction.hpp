// The reproduction "convergence-bound".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::convergence {

/// Theorem 1 of De Bortoli et al. 2021 held against total variations that are computed: how the error of the
/// start falls with T, and the order of the discretisation error in the step.
class ConvergenceReproduction final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override {}
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
};

}  // namespace pont::reproductions::convergence
