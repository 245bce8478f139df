// The bench on a device: each workload by the device's clock, beside what the device can do at best.
#pragma once
#include <string>
#include <vector>

#include "experiments/bench/measure.hpp"
#include "experiments/bench/workloads.hpp"

namespace pont::bench {

struct DeviceBenchOptions {
  std::vector<std::string> workloads;  ///< empty: all; those without products are left out
  double window = 0.1;                 ///< seconds of one timing window
  int rounds = 9;
  ad::i64 product = 4096, copy = 1 << 26;  ///< for the peaks: length of a square matrix, floats of a copy
};

/// Measured in the same run.
struct DeviceRates {
  double product;  ///< FLOP/s of one large float32 product
  double copy;     ///< bytes/s read and written by one large copy
};

/// Medians by the clock of `device`; only the sizes and the timing of the options matter.
DeviceRates measure_device(const DeviceBenchOptions&, ad::Backend& device);

struct DeviceBenchRow {
  std::string name, summary;
  double flops, bytes;  ///< of a step: of its products, and of all operands of its instructions
  double ready;         ///< seconds to record, compile and upload it
  double median, best;  ///< seconds of a step, by the device's clock
};

struct DeviceBenchReport {
  std::string device;
  DeviceRates rates;
  std::vector<DeviceBenchRow> rows;
};

/// One worker. Throws std::invalid_argument for an unknown workload.
DeviceBenchReport run_device_bench(const DeviceBenchOptions&, ad::Backend& device);

std::string table(const DeviceBenchReport&);
std::string json(const DeviceBenchReport&);

}  // namespace pont::bench
