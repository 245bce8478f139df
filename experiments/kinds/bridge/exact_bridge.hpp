// Ground truth beside a learned bridge whose ends are both normal.
#pragma once
#include "experiments/kinds/bridge/measure.hpp"
#include "experiments/kinds/bridge/method.hpp"
#include "experiments/run/record.hpp"
#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::kinds::bridge {

struct ExactBridge final {
  double energy_forward, energy_backward;  ///< of its chains, as SimulatedPaths has it
  std::vector<sde::Gaussian> laws;         ///< of X_0, ..., X_N under the Schroedinger bridge of the chain
  sde::GaussianCoupling limit;             ///< its ends
  std::vector<sde::GaussianCoupling> ipf;  ///< exact IPF after each half-bridge
  std::vector<sde::GaussianCoupling>
      ideal;  ///< the method with perfect networks; empty if it has no such rule
};

/// Nothing, unless the laws of both ends are known to be normal.
std::optional<ExactBridge> exact_bridge(const BridgeModel& model, const Method& method);

/// Writes bridge/*, ipf/* and, if there are any, ideal/*.
void record_exact(run::RunRecord& record, const ExactBridge& exact, const Method& method);

}  // namespace pont::kinds::bridge
