// Chains for a fixed target, on the workers: where they were at recorded iterations, and what they did.
#pragma once
#include <vector>

#include "autodiff/workers.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/options/target_samplers.hpp"

namespace pont::kinds::chains {

/// Every row of every chain starts from N(centre, std^2) of its own. centre [d]; std in data units, >= 0.
struct ChainStart {
  Eigen::RowVectorXd centre;
  double std = 0;
};

/// How long chains run and what is kept: every `every`-th iteration, of `transitions` transitions each.
struct ChainSchedule {
  std::int64_t iterations = 1, every = 1, transitions = 1;
};

struct ChainRun {
  std::vector<std::int64_t> iterations;  ///< [R], from 0 on
  std::vector<metrics::Points> states;   ///< [R] of [chains, d]: the first row of each chain
  Eigen::ArrayXd acceptance;             ///< per row of a chain (level); NaN where nothing was proposed
  Eigen::ArrayXd swaps;                  ///< share of iterations in which a level swapped with the next
  double evaluations = 0;                ///< of the target per chain, over all its rows
};

/// Chains first, ..., first + chains - 1 of the stream `key`. A chain depends on its number alone. Throws
/// std::runtime_error, naming the step, when a state stops being finite.
ChainRun run_chains(const options::ChainPlan&, const ChainStart&, const ChainSchedule&, ad::Key key,
                    std::int64_t first, std::int64_t chains, ad::Workers&);

}  // namespace pont::kinds::chains
