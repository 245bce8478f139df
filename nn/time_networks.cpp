// Networks of state and time: concatenated, with Fourier features, residual with an embedded time.
#include "nn/time_networks.hpp"

#include <fmt/format.h>

#include <numbers>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {

// ConcatMlp: columns side by side, then the multilayer perceptron.

namespace {

using ad::i64;
using ad::Var;

std::vector<i64> layer_sizes(const std::string& name, i64 n, i64 hidden, int depth, i64 m) {
  if (depth < 1)
    throw std::invalid_argument(
        fmt::format("concat mlp {}: depth {} given, expected at least 1", name, depth));
  std::vector<i64> sizes(static_cast<std::size_t>(depth) + 2, hidden);
  sizes.front() = n + 1;
  sizes.back() = m;
  return sizes;
}

}  // namespace

ConcatMlp::ConcatMlp(Parameters& parameters, const std::string& name, i64 n, i64 hidden, int depth, i64 m,
                     const Activation& activation, const LinearStart& hidden_start,
                     const LinearStart& output_start, ConditionSize condition)
    : TimeNetwork(condition),
      mlp_(parameters, name, layer_sizes(name, n + condition.width(), hidden, depth, m), activation,
           hidden_start, output_start) {}

Var ConcatMlp::record(const Context& context, Var u, Var t, Var y) const {
  std::vector<Var> columns{u, ad::reshape(t, {t.shape().size(), 1})};
  if (const Var c = encoded(u, y)) columns.push_back(c);
  return mlp_(context, ad::concat(columns, 1));
}

// FourierMlp: fixed random waves of the state beside state and time, then a multilayer perceptron.

namespace {

using ad::i64;
using ad::Var;

std::vector<i64> layer_sizes(const std::string& name, i64 n, const FourierMlp::Features& features, i64 hidden,
                             int depth, i64 outputs) {
  if (depth < 1 || features.m < 1 || !(features.scale > 0))
    throw std::invalid_argument(fmt::format(
        "fourier mlp {}: depth {}, {} frequencies and scale {} given, expected at least one of each "
        "and a positive scale",
        name, depth, features.m, features.scale));
  std::vector<i64> sizes(static_cast<std::size_t>(depth) + 2, hidden);
  sizes.front() = n + 1 + 2 * features.m;
  sizes.back() = outputs;
  return sizes;
}

std::vector<double> angular_frequencies(i64 n, const FourierMlp::Features& features) {
  std::vector<double> all(static_cast<std::size_t>(n * features.m));
  ad::fill_normal(features.key, 0, 0, n * features.m, all.data());
  for (double& f : all) f *= 2 * std::numbers::pi * features.scale;
  return all;
}

}  // namespace

FourierMlp::FourierMlp(Parameters& parameters, const std::string& name, i64 n, const Features& features,
                       i64 hidden, int depth, i64 outputs, const Activation& activation,
                       const LinearStart& hidden_start, const LinearStart& output_start,
                       ConditionSize condition)
    : TimeNetwork(condition),
      name_(name),
      mlp_(parameters, name, layer_sizes(name, n + condition.width(), features, hidden, depth, outputs),
           activation, hidden_start, output_start) {
  const Parameters::Scope scope(parameters, name);
  frequencies_ = parameters.add_untrained("frequencies", {n, features.m}, angular_frequencies(n, features));
}

Var FourierMlp::record(const Context& context, Var u, Var t, Var y) const {
  const ad::Tape::Scope scope(*u.tape, name_);
  const Var angle = ad::matmul(u, context[frequencies_]);
  std::vector<Var> columns{u, ad::reshape(t, {t.shape().size(), 1}), ad::sin(angle), ad::cos(angle)};
  if (const Var c = encoded(u, y)) columns.push_back(c);
  return mlp_(context, ad::concat(columns, 1));
}

// EmbeddedResidualMlp: registration and recording of the residual network of state and time.

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
