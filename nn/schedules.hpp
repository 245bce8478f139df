// Learning rates as functions of the step, inside the program.
#pragma once
#include <cstdint>
#include <functional>

#include "autodiff/tape.hpp"

namespace pont::nn {

/// From the int64 number of updates before this one (s = 0 for the first) to the float64 learning rate of
/// this one. s is exact up to 2^53.
using Schedule = std::function<ad::Var(ad::Var step)>;

// All factories throw std::invalid_argument for a rate or a number of steps that is not positive, where they
// are needed.

Schedule constant_rate(double rate);

/// rate * min(1, (s + 1) / warmup): the last warm-up step is the first one at the full rate (Goyal et al.
/// 2017, section 2.2, per step).
Schedule linear_warmup(double rate, std::int64_t warmup);

/// Warm-up as above, then half a cosine from `rate` at s = warmup to `last` at s = total and after it:
/// last + (rate - last) (1 + cos(pi (s - warmup) / (total - warmup))) / 2 (Loshchilov & Hutter 2017, eq. (5),
/// one period). warmup may be 0; needs total > warmup and 0 <= last <= rate.
Schedule cosine(double rate, std::int64_t warmup, std::int64_t total, double last = 0);

/// rate * factor^floor(s / every), 0 < factor <= 1.
Schedule step_decay(double rate, std::int64_t every, double factor);

}  // namespace pont::nn
