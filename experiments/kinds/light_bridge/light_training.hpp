// LightSB in training, on any two laws that can be drawn from.
#pragma once
#include <functional>
#include <memory>

#include "experiments/metrics/points.hpp"
#include "losses/light_sb.hpp"
#include "nn/training_step.hpp"

namespace pont::kinds::light_bridge {

/// Rows of a law [rows, d] in float64, on the tape of a shard.
using ShardDraw = std::function<ad::Var(const nn::Shard&)>;

/// Both laws are drawn afresh in every step, independently of each other: the pairing is never shown.
class LightTraining final {
 public:
  struct Laws {
    ShardDraw first, second;
  };
  /// starts [K, d]: where the components begin, usually points of the second law.
  LightTraining(double epsilon, const metrics::Points& starts, const Laws& laws,
                const nn::Optimiser& optimiser, const nn::TrainingOptions& options, ad::Key key,
                ad::Workers& workers);

  nn::TrainingStep& step() { return *step_; }
  /// Of the buffer "parameters", or "ema", their moving average; as stored in run.h5.
  std::vector<double> values(const std::string& buffer) const;
  sde::LightBridge bridge(const std::string& buffer) const { return loss_.bridge(values(buffer)); }

 private:
  nn::Parameters parameters_;
  losses::LightSb loss_;
  std::unique_ptr<nn::TrainingStep> step_;
};

}  // namespace pont::kinds::light_bridge
