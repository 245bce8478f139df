// Bits per dimension of images of bytes: by the probability flow, by the variational bound, and by DDPM's
// sum.
#pragma once
#include "experiments/config/visitor.hpp"
#include "experiments/kinds/score/generate.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {

inline constexpr const char* own_levels = "own";  ///< the schedule of the SDE itself

struct BitKeys final {
  std::int64_t images = 100, probes = 2, times = 16, steps = 0;
  double tolerance = 1e-2;
  std::string schedule = "linear";
  void declare(config::Visitor&);
};

struct BitSettings final {
  BitKeys keys;
  double t0 = 1e-5;               ///< where flow and bound end, with a Gaussian decoder (sde/noisy_start.hpp)
  sde::Tolerance tolerance = {};  ///< of the flow
};

/// Why a model has no bits per dimension; empty where it has. Only bytes that are dequantised have them: the
/// density of x in d dimensions is (2 / width)^-d times the probability of a byte, so bits/dim = nats / (d ln
/// 2) + log2(width / 2), +7 for bytes in [-1, 1] (Theis, van den Oord & Bethge 2016, section 3.1).
std::string no_bits(const ScoreModel&);
/// Why it has no discrete sum, which takes bytes as bins, with noise on them in training or without.
std::string no_sum(const ScoreModel&);
/// Whether points are images of bytes.
bool has_bytes(const ScoreModel&);

/// Each adds EVALUATION/bits_flow, bits_bound or bits_discrete: `ours` with its error over images, and what
/// it is made of. The images are the same, and those of flow and bound dequantised by the same draws of
/// `key`. Flows: probe_error over the probes, evaluations per image and probe.
void record_flow_bits(run::RunRecord&, const TrainedScore&, const BitSettings&, ad::Key key);
/// Prior, path (the integral over time) and decoder are recorded apart.
void record_bound_bits(run::RunRecord&, const TrainedScore&, const BitSettings&, ad::Key key);
/// The sum over keys.steps steps: rate and distortion, of bytes as bins, without noise on them.
void record_discrete_bits(run::RunRecord&, const TrainedScore&, const BitSettings&, ad::Key key);

/// Bits/dim by the flow of each image: `images` [n, d] are bytes. Throws ConfigError for a model without, and
/// for numbers that are no bytes.
std::vector<double> bits_of(const TrainedScore&, const metrics::Points& images, const BitSettings&,
                            ad::Key key);

}  // namespace pont::kinds::score
