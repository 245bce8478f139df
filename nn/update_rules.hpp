// What happens to gradients and averages around the optimiser: clipping by global norm, exponential moving
// average.
#pragma once
#include "autodiff/tape.hpp"

namespace pont::nn {

struct Clipped {
  ad::Var gradient;
  ad::Var norm;  ///< before clipping
};

/// Pascanu, Mikolov, Bengio 2013, algorithm 1: a gradient [P] whose Euclidean norm exceeds `threshold` is
/// scaled to it; any other stays as it is, bit for bit. An infinite threshold records no scaling at all.
/// Throws std::invalid_argument for threshold <= 0.
Clipped clip_by_global_norm(ad::Var gradient, double threshold);

/// The next exponential moving average d e + (1 - d) p of the parameters p [P], with d = min(decay, (1 + n) /
/// (10 + n)) after n = step + 1 updates (the warm-up of tf.train.ExponentialMovingAverage's num_updates,
/// which score_sde of Song et al. 2021 took over). decay = 0 makes the average equal to the parameters.
/// `step` is the int64 number of updates before this one. Throws std::invalid_argument unless 0 <= decay < 1.
ad::Var next_average(ad::Var average, ad::Var parameters, ad::Var step, double decay);

}  // namespace pont::nn
