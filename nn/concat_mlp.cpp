// Columns side by side, then the multilayer perceptron.
#include "nn/concat_mlp.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {
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

}  // namespace pont::nn
