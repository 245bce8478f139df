// The samplers, as a section of the configuration.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "experiments/config/choice.hpp"
#include "experiments/options/section.hpp"
#include "sde/gaussian.hpp"
#include "sde/linear_sde.hpp"
#include "sde/sampler.hpp"

namespace pont::options {

/// Samples as sde::sample does, and calls observe(i, t, u) on the way past times[i], which decrease within
/// [grid.back(), T). t is times[i] itself where the method knows states between its steps, else the next node
/// of the grid.
using Trace =
    std::function<void(const sde::Reverse&, sde::Score&, const sde::Noise&, const std::vector<double>& times,
                       sde::Batch& u, const sde::Observer& observe)>;

/// All that sde::sample needs besides SDE, score and noise.
struct SamplingPlan {
  std::unique_ptr<sde::Sampler> sampler;
  double lambda;             ///< of sde::Reverse: 1 the reverse SDE, 0 the probability flow
  std::vector<double> grid;  ///< decreasing, from T
  bool denoise;              ///< end with sde::denoised at t = grid.back()
  Trace trace;
};

struct SamplerOptions : config::Options {
  /// Throws ConfigError "sampler: ..." where the grid does not fit into [0, T].
  SamplingPlan build(const sde::LinearSde& sde) const {
    return in_section("sampler", [&] { return make(sde); });
  }
  /// For data of these moments: tolerances, where a sampler has some, are then of their scale.
  SamplingPlan build(const sde::LinearSde& sde, const sde::Gaussian& law) const {
    return in_section("sampler", [&] { return make_for(sde, law); });
  }

 private:
  virtual SamplingPlan make(const sde::LinearSde& sde) const = 0;
  virtual SamplingPlan make_for(const sde::LinearSde& sde, const sde::Gaussian&) const { return make(sde); }
};

/// Every sampler of sde/samplers/table.hpp, in its order.
const config::Registry<SamplerOptions>& samplers();

/// The names of those that have keys of their own here.
std::vector<std::string> names_with_keys();

}  // namespace pont::options
