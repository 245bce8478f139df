// Registration and recording of the residual network of state and time.
#include "nn/embedded_residual_mlp.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
using ad::i64;
using ad::Var;

EmbeddedResidualMlp::EmbeddedResidualMlp(Parameters& parameters, const std::string& name, i64 n, i64 width,
                                         int blocks, i64 m, const Activation& activation,
                                         std::shared_ptr<const TimeEmbedding> embedding,
                                         const LinearStart& output, ConditionSize condition)
    : TimeNetwork(condition), name_(name), activation_(&activation), embedding_(std::move(embedding)) {
  const Parameters::Scope scope(parameters, name);
  if (blocks < 0)
    throw std::invalid_argument(fmt::format("embedded residual mlp {}: {} blocks given, expected 0 or more",
                                            parameters.scope(), blocks));
  time_.emplace_back(parameters, "time", std::vector{embedding_->width(), width, width}, activation);
  if (condition.width() > 0) condition_.emplace_back(parameters, "condition", condition.width(), width);
  layers_.emplace_back(parameters, "input", n, width);
  for (int b = 1; b <= blocks; ++b)
    for (const char* part : {"first", "shift", "second"})
      layers_.emplace_back(parameters, fmt::format("block{}/{}", b, part), width, width);
  layers_.emplace_back(parameters, "output", width, m, output);
}

Var EmbeddedResidualMlp::record(const Context& context, Var u, Var t, Var y) const {
  const ad::Tape::Scope scope(*u.tape, name_);
  const auto act = activation_->function;
  Var told = time_.front()(context, (*embedding_)(t));
  if (const Var c = encoded(u, y)) told = told + condition_.front()(context, c);
  const Var e = act(told);
  Var h = layers_.front()(context, u);
  for (std::size_t i = 1; i + 1 < layers_.size(); i += 3) {
    const Var inside = layers_[i](context, act(h)) + layers_[i + 1](context, e);
    h = h + layers_[i + 2](context, act(inside));
  }
  return layers_.back()(context, act(h));
}

}  // namespace pont::nn
