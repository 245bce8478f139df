// A chain that networks drive: from a state and its edge to the law of the next state.
#pragma once
#include "losses/bridges/chain.hpp"
#include "losses/bridges/head.hpp"
#include "losses/objective.hpp"

namespace pont::losses {

/// weight * unit * (shift of the network), the network being told the time that it was trained with on this
/// edge.
struct PolicyTerm {
  double weight;
  Direction trained;
  Network network;
};

/// X -> x + reference * (shift of the reference) + sum of terms + deviation * normal, along edges of
/// `direction`. The analytic reference is {forward, 1, {}}; a network on its own {direction, 0, {one term}};
/// the score form of DSB has a term for every network so far.
struct Policy {
  Direction direction;
  double reference;
  std::vector<PolicyTerm> terms;
  std::vector<double> deviations;  ///< of each edge [N]; a learning head scales them
};

/// x and edge as in Chain: mean [B, d], deviation [B, 1] or [B, d].
struct PolicyStep {
  ad::Var mean, deviation;
};
PolicyStep policy_step(const Chain& chain, const Head& head, const Policy& policy, ad::Var x, ad::Var edge);

}  // namespace pont::losses
