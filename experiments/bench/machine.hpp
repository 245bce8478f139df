// What the machine can do at best, measured in the same run.
#pragma once

namespace pont::bench {

struct MachineRates {
  double fma;   ///< FLOP/s of one core in registers: float32 multiply-adds of the widest vectors there are
  double gemm;  ///< FLOP/s of one core in our matrix product, 1024 x 1024 x 1024, float32
  double copy;  ///< bytes/s that one core reads and writes when it copies within the second-level cache
};

/// Medians over some rounds; takes about half a second.
MachineRates measure_machine();

}  // namespace pont::bench
