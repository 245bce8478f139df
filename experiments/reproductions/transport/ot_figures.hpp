// The reproduction "ot-figures".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// Figures of optimal transport and Schroedinger bridges between given laws, all exact, each with a number
/// that says how exact it is.
class OtFigures final : public Reproduction {
 public:
  void declare(Visitor&) override {}
  Outcome compute(const Published&, const Laboratory&) const override;
};

}  // namespace pont::experiments
