// The reproduction "convergence-bound".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// Theorem 1 of De Bortoli et al. 2021 held against total variations that are computed: how the error of the
/// start falls with T, and the order of the discretisation error in the step.
class ConvergenceReproduction final : public Reproduction {
 public:
  void declare(Visitor&) override {}
  Outcome compute(const Published&, const Laboratory&) const override;
};

}  // namespace pont::experiments
