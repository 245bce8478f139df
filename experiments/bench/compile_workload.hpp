// Recording, differentiating and compiling a long tape.
#pragma once
#include "experiments/bench/workload.hpp"

namespace pont::bench {

/// A chain of layers y + tanh(y w) / 100 of 8 x 8 matrices and its gradient with respect to w, as an unrolled
/// sampler has it: about `count` entries on the tape. One thread does it all. check(): instructions of the
/// program.
std::unique_ptr<Workload> compile_workload(double count, int workers);

}  // namespace pont::bench
