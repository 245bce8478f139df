// Where the time of a training step goes: by kind of instruction, and by module.
#pragma once
#include <string>

#include "nn/training_step.hpp"

namespace pont::experiments::bench {

/// Runs the step on one thread until `seconds` have passed, and describes where they went: per kind of
/// instruction its number, time, share, GFLOP/s, GB/s, and what bounds it:
///   products  at least half of the rate of a large matrix product;
///   memory    at least half of the rate of a copy within the second-level cache;
///   formulas  elementwise arithmetic;
///   calls     so little work that starting it is what costs.
/// Then the time per module and the memory of the programs. Advances the training.
std::string profile(nn::TrainingStep&, double seconds);

}  // namespace pont::experiments::bench
