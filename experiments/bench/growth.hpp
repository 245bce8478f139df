// How the cost of a step grows with the sizes of network, batch and sampler, and whether it grows with time.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/figure.hpp"

namespace pont::bench {

/// One worker's time against one size, all others fixed.
struct GrowthCurve {
  std::string title, size_label;
  int power;                          ///< of the size, in the number of operations
  std::vector<double> size, seconds;  ///< ascending sizes; medians, of a sampler one run
  double exponent;                    ///< d log(seconds) / d log(size) between the two largest sizes
};

/// Training steps of perceptrons (batch 256, 4 x 128, each of the three varied in turn), and runs of a
/// sampler with 1,000 samples against its number of steps. Takes about ten seconds.
std::vector<GrowthCurve> measure_growth();

/// Medians over 1,000 training steps of a small network, at the start and at the end of a run of `steps`.
struct LongRun {
  long steps;
  double first, last;  ///< seconds
};
LongRun measure_long_run(long steps);

/// Logarithmic axes; beside each curve the power of the number of operations, through its last point.
figures::Figure growth_figure(const std::vector<GrowthCurve>&);
std::string growth_table(const std::vector<GrowthCurve>&, const LongRun&);

}  // namespace pont::bench
