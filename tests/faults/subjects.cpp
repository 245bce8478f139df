// The tiny runs.
#include "tests/faults/campaign.hpp"

namespace pont::faults {

const char* const tiny_score = R"(type: score
seed: 3
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 12, batch: 12, shard: 12, log_every: 1, snapshots: [6]}
checkpoint: {every: 4}
sample:
  count: 20
  chunk: 20
  paths: 2
  samplers:
    - {name: reverse_sde, sampler: {type: euler_maruyama, steps: 4, grid: {type: quadratic}}}
evaluate: {loss_rows: 20, likelihood_rows: 2, likelihood_time: 1.0e-1, cloud: 10, repetitions: 2}
)";

const char* const tiny_target = R"(type: target
seed: 2
data: {type: mixture, weights: [0.3, 0.7], means: [[-4], [4]], stds: [[0.5], [0.5]]}
start: {centre: [-4], std: 0.5}
chains:
  count: 10
  iterations: 20
  every: 10
  paths: 2
  samplers:
    - {name: langevin, sampler: {type: chain, move: {type: unadjusted_langevin, step: 0.02}}}
    - {name: replicas, sampler: {type: replica_exchange, powers: [1, 0.1], move: {type: metropolis}}}
evaluate: {cloud: 5, repetitions: 2, reference: 20}
)";

const char* const tiny_bridge = R"(type: bridge
seed: 4
data: {type: isotropic_gaussian, dimension: 2, mean: -1}
prior: {type: isotropic_gaussian, dimension: 2, mean: 1}
reference: {type: brownian}
steps: {type: constant, count: 3, gamma: 0.1}
method: {type: dsb, iterations: 2, target: mean_matching}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 6, batch: 12, shard: 12, log_every: 1}
cache: {units: 24, refresh: 3, chunk: 12}
checkpoint: {every: 3}
sample: {count: 20, states: 3}
evaluate: {count: 20, cloud: 10, repetitions: 2, keep: 10}
)";

const char* const long_evaluation = R"(type: score
seed: 3
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 12, batch: 12, shard: 12, log_every: 1}
sample:
  count: 4000
  chunk: 500
  samplers:
    - {name: reverse_sde, sampler: {type: euler_maruyama, steps: 100, grid: {type: quadratic}}}
    - {name: probability_flow, sampler: {type: runge_kutta_45}}
evaluate: {loss_rows: 20, likelihood_rows: 300, cloud: 1000, repetitions: 2}
)";

// The Langevin steps of the second sampler are so long that its state grows beyond all bounds.
const char* const failing_evaluation = R"(type: score
seed: 3
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 8, depth: 1}
train: {steps: 12, batch: 12, shard: 12, log_every: 1}
checkpoint: {every: 6}
sample:
  count: 20
  chunk: 20
  paths: 2
  samplers:
    - {name: good, sampler: {type: ddim, steps: 4}}
    - {name: bad, sampler: {type: annealed_langevin, steps: 40, step: 30}}
evaluate: {loss_rows: 20, likelihood_rows: 0, cloud: 10, repetitions: 2}
)";

}  // namespace pont::faults
