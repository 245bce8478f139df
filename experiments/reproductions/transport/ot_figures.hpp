// The reproduction "ot-figures".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::transport {

/// Figures of optimal transport and Schroedinger bridges between given laws, all exact, each with a number
/// that says how exact it is.
class OtFigures final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override {}
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
};

}  // namespace pont::reproductions::transport
