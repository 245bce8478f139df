// Pairs of laws whose Schroedinger bridge is known, and training a LightSB bridge on draws from one.
#pragma once
#include <cstdint>

#include "autodiff/rng.hpp"
#include "sde/bridges/light_bridge.hpp"

namespace pont::reproductions::transport {

/// The first law is N(0, 16 I) in every pair; the second is what the bridge makes of it.
inline constexpr double kFirstScale = 4;

/// After Gushchin, Kolesov, Korotin, Vetrov, Burnaev 2023 (arXiv 2306.10161, section 4): five log-quadratic
/// potentials with random centres on the sphere of radius 5, S = 0.2 and equal weights. The official pairs
/// draw other centres.
sde::LightBridge benchmark_pair(Eigen::Index d, double epsilon, const ad::Key& key);

/// Settings of one training. Published (Korotin, Gushchin, Burnaev 2024; LightSB_EOT_benchmark.ipynb of their
/// code): as many components and steps, batch 128 and constant rates; at epsilon = 0.1 that leaves most of
/// the error in the noise of the gradient. `shard` rows of the batch, a multiple, are one worker's task.
struct LightSettings {
  std::int64_t components = 50, batch = 1024, shard = 256, steps = 10'000;
  double rate = 5e-3;  ///< of Adam, falling to 0 along half a cosine
};

struct TrainedLight {
  sde::LightBridge bridge;
  double seconds = 0;
};

/// LightTraining on draws of both laws, on every core. The components start at points of the second one.
TrainedLight train_light(const sde::LightBridge& truth, const LightSettings& settings, const ad::Key& key);

}  // namespace pont::reproductions::transport
