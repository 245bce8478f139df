// Diffusion Schroedinger bridges: iterative proportional fitting by regression on simulated chains.
#pragma once
#include "experiments/kinds/bridge/method.hpp"

namespace pont::kinds::bridge {

/// De Bortoli, Thornton, Heng, Doucet 2021, algorithm 1. Half-bridge 2n trains the backward chain on forward
/// paths (n = 0: of the reference), half-bridge 2n + 1 the forward chain on backward paths.
struct DsbOptions final : MethodOptions {
  std::int64_t iterations = 5;
  std::string target = "mean_matching", variance = "reference";
  void declare(config::Visitor&) override;
  std::unique_ptr<Method> build() const override;
  std::shared_ptr<const losses::Head> head() const override;
};

}  // namespace pont::kinds::bridge
