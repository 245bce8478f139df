// The networks of the workloads: their layers and the cost of these.
#include "experiments/bench/networks.hpp"

#include "autodiff/ops.hpp"
#include "nn/embeddings.hpp"
#include "nn/mlp.hpp"

namespace pont::bench {
namespace {

using ad::i64;

constexpr i64 frequencies = 16, bridge_frequencies = 8;

std::vector<i64> sizes(i64 inputs, i64 width, int depth, i64 outputs) {
  std::vector<i64> s(static_cast<std::size_t>(depth) + 2, width);
  s.front() = inputs + 2 * frequencies;
  s.back() = outputs;
  return s;
}

// A product of [rows, in] and [in, out] costs 2 in out a row; the first layer needs no gradient of its input.
Cost cost_of(const std::vector<i64>& s) {
  Cost c{0, 0};
  for (std::size_t l = 0; l + 1 < s.size(); ++l) {
    const double product = 2.0 * static_cast<double>(s[l] * s[l + 1]);
    c.forward += product;
    c.training += (l == 0 ? 2 : 3) * product;
  }
  return c;
}

const std::vector<i64> time_sizes{2 * bridge_frequencies, 16, 32}, state_sizes{2, 16, 32},
    joint_sizes{64, 128, 128, 2};

}  // namespace

EmbeddedMlp::EmbeddedMlp(nn::Parameters& parameters, i64 inputs, i64 width, int depth, i64 outputs)
    : mlp_(parameters, "net", sizes(inputs, width, depth, outputs), nn::activation("silu")) {}

ad::Var EmbeddedMlp::record(const nn::Context& context, ad::Var u, ad::Var t, ad::Var) const {
  return mlp_(context, ad::concat({u, nn::SinusoidalEmbedding(frequencies)(t)}, 1));
}

Cost EmbeddedMlp::cost(i64 inputs, i64 width, int depth, i64 outputs) {
  return cost_of(sizes(inputs, width, depth, outputs));
}

BridgeNet::BridgeNet(nn::Parameters& parameters)
    : time_(parameters, "time", time_sizes, nn::activation("leaky_relu")),
      state_(parameters, "state", state_sizes, nn::activation("leaky_relu")),
      joint_(parameters, "joint", joint_sizes, nn::activation("leaky_relu")) {}

ad::Var BridgeNet::record(const nn::Context& context, ad::Var u, ad::Var t, ad::Var) const {
  const ad::Var e = time_(context, nn::SinusoidalEmbedding(bridge_frequencies)(t));
  return joint_(context, ad::concat({state_(context, u), e}, 1));
}

Cost BridgeNet::cost() {
  Cost total = cost_of(time_sizes);
  for (const auto& branch : {cost_of(state_sizes), cost_of(joint_sizes)}) {
    total.forward += branch.forward;
    total.training += branch.training;
  }
  total.training +=
      2.0 * static_cast<double>(joint_sizes[0] * joint_sizes[1]);  // the branches need its input's gradient
  return total;
}

}  // namespace pont::bench
