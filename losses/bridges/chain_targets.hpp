// Regression targets of diffusion Schroedinger bridges: what the reversal of a simulated chain is fitted to.
#pragma once
#include <string>
#include <vector>

#include "autodiff/tape.hpp"
#include "sde/bridges/ideal_dsb.hpp"

namespace pont::losses {

/// One step x -> next of a chain with mean map F: mean = F(x), and F(next) along the same edge. All [B, d].
struct SimulatedStep {
  ad::Var x, mean, next, mean_at_next;
};

/// The network of the reversed chain, at `next`, is regressed on `target`; it stands for the whole mean map B
/// of the reversal (sums = false), or for B minus the reversed shift of the chain, x - (F(x) - x) (sums =
/// true).
struct ChainTarget {
  std::string name, summary, source;
  ad::Var (*target)(const SimulatedStep&);
  bool sums;
  /// What it gives with perfect networks between normal ends: with the noise of the reference, and with a
  /// learned variance (null: that would not be the variance of a step, so it may not be learned).
  const sde::HalfBridgeRule *ideal, *ideal_learned;
};

/// mean_matching: next + F(x) - F(next). simplified: x. score: F(x), which makes B = x - (F(x) - x) + 2 gamma
/// grad log p_{k+1}(x) and the next policy a sum over all networks so far. The minimisers of mean_matching
/// and score are equal; that of simplified is the conditional mean of x.
const std::vector<ChainTarget>& chain_targets();
/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const ChainTarget& chain_target(const std::string& name);

}  // namespace pont::losses
