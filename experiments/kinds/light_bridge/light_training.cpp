// LightSB in training: one step over both laws.
#include "experiments/kinds/light_bridge/light_training.hpp"

#include "autodiff/ops.hpp"

namespace pont::kinds::light_bridge {

LightTraining::LightTraining(double epsilon, const metrics::Points& starts, const Laws& laws,
                             const nn::Optimiser& optimiser, const nn::TrainingOptions& options, ad::Key key,
                             ad::Workers& workers)
    : parameters_(ad::Dtype::f64), loss_(parameters_, epsilon, starts) {
  const auto shard_loss = [&](const nn::Shard& s) {
    return ad::sum(loss_(s.parameters, laws.first(s), laws.second(s))) / double(s.batch);
  };
  step_ = std::make_unique<nn::TrainingStep>(parameters_, key, optimiser, options, workers, shard_loss);
}

std::vector<double> LightTraining::values(const std::string& buffer) const {
  const ad::Tensor value = step_->get(buffer);
  const std::span<const double> all = value.data<double>();
  return {all.begin(), all.end()};
}

}  // namespace pont::kinds::light_bridge
