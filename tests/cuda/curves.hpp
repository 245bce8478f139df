// Training curves on the CPU and on a device, step by step.
#pragma once
#include "tests/cuda/on_device.hpp"
#include "tests/nn/regression.hpp"

namespace pont::nn {

inline std::unique_ptr<TrainingStep> training_of(const Regression& r, ad::Workers& workers,
                                                 const Optimiser& optimiser) {
  return std::make_unique<TrainingStep>(r.parameters, ad::Key::root(5), optimiser, regression_options(32, 8),
                                        workers, r.loss());
}

/// The largest relative difference of the losses in `steps` steps; two workers on the device.
inline double largest_difference(ad::Backend& device, const Optimiser& optimiser, int steps) {
  const Regression r(ad::Dtype::f32);
  ad::Workers on_cpu(1), on_device(2, device);
  const auto exact = training_of(r, on_cpu, optimiser), ours = training_of(r, on_device, optimiser);
  double worst = 0;
  for (int i = 0; i < steps; ++i) {
    const TrainingStep::Result a = ours->run(), b = exact->run();
    worst = std::max(worst, std::abs(a.loss - b.loss) / b.loss);
    EXPECT_EQ(a.rate, b.rate);
  }
  return worst;
}

}  // namespace pont::nn
