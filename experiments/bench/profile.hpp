// Where the time of a training step goes: by kind of instruction, and by module.
#pragma once
#include <string>

#include "experiments/bench/device_bench.hpp"
#include "nn/training_step.hpp"

namespace pont::bench {

/// What bounds an instruction, measured on the device that runs it; on the CPU, rates of one core.
struct Limits {
  double product;  ///< FLOP/s of one large float32 product
  double copy;  ///< bytes/s read and written by a copy: CPU within the second-level cache, else a large one
  double call;  ///< seconds from the start to the end of an instruction on one number
};
/// `options` are those of a device other than the CPU.
Limits limits(ad::Backend& device, const DeviceBenchOptions& options = {});

/// Runs the step on one thread until `seconds` have passed, and describes where they went: per kind of
/// instruction its number, time, share, GFLOP/s, GB/s, and what bounds it:
///   products  at least half of the rate of a large matrix product;
///   memory    at least half of the rate of a copy;
///   formulas  elementwise arithmetic;
///   calls     less than twice the time of an instruction on one number.
/// Then the time per module and the memory of the programs. Advances the training.
std::string profile(nn::TrainingStep&, double seconds, const Limits&);

}  // namespace pont::bench
