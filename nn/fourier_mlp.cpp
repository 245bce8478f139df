// FourierMlp: fixed random waves of the state beside state and time, then a multilayer perceptron.
#include "nn/fourier_mlp.hpp"

#include <fmt/format.h>

#include <numbers>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
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

}  // namespace pont::nn
