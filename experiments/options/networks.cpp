// Networks of state and time: one struct per kind of points, and the list of all.
#include "experiments/options/networks.hpp"

#include "experiments/config/additions.hpp"
#include "experiments/options/embeddings.hpp"
#include "experiments/options/image_networks.hpp"
#include "experiments/options/imported_network.hpp"
#include "nn/mlp.hpp"
#include "nn/time_networks.hpp"

namespace pont::options {
namespace {

void declare_width(config::Visitor& v, const std::string& name, std::int64_t& width) {
  v.key(name, width, "units of every hidden layer", {.unit = "units", .range = config::between(1, 65536)});
}

void declare_activation(config::Visitor& v, std::string& activation) {
  std::vector<std::string> names;
  for (const nn::Activation& row : nn::activations()) names.emplace_back(row.name);
  v.key("activation", activation, "function between the layers", {.one_of = std::move(names)});
}

void declare_zero_output(config::Visitor& v, bool& zero_output) {
  v.key("zero_output", zero_output, "start the last layer at 0, so that the untrained network is 0");
}

nn::LinearStart output_start(bool zero) { return zero ? nn::LinearStart::zero() : nn::LinearStart{}; }

struct ConcatMlp final : NetworkOptions {
  std::int64_t hidden = 128, depth = 4;  // Dockhorn, Vahdat & Kreis 2022, two-dimensional experiments
  std::string activation = "silu";
  bool zero_output = false;
  void declare(config::Visitor& v) override {
    declare_width(v, "hidden", hidden);
    v.key("depth", depth, "hidden layers", {.unit = "layers", .range = config::between(1, 1000)});
    declare_activation(v, activation);
    declare_zero_output(v, zero_output);
  }
  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    return std::make_unique<nn::ConcatMlp>(
        parameters, network_scope, size.columns_in(), hidden, static_cast<int>(depth), size.columns_out(),
        nn::activation(activation), nn::LinearStart{}, output_start(zero_output), condition);
  }
};

struct FourierMlp final : NetworkOptions {
  std::int64_t hidden = 128, depth = 4, frequencies = 64, seed = 0;
  double scale = 1;
  std::string activation = "silu";
  bool zero_output = false;
  void declare(config::Visitor& v) override {
    declare_width(v, "hidden", hidden);
    v.key("depth", depth, "hidden layers", {.unit = "layers", .range = config::between(1, 1000)});
    v.key("frequencies", frequencies, "number of fixed random frequencies; each gives a sine and a cosine",
          {.range = config::between(1, 65536)});
    v.key("scale", scale,
          "their standard deviation: the finest details that are seen at once are about 1/scale",
          {.unit = "periods per unit of the state", .range = config::positive()});
    v.key("seed", seed, "of the frequencies, which are no parameters and are not trained",
          {.range = config::at_least(0)});
    declare_activation(v, activation);
    declare_zero_output(v, zero_output);
  }
  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    const ad::Key key = ad::Key::root(static_cast<ad::u64>(seed)) / "state features";
    return std::make_unique<nn::FourierMlp>(
        parameters, network_scope, size.columns_in(), nn::FourierMlp::Features{frequencies, scale, key},
        hidden, static_cast<int>(depth), size.columns_out(), nn::activation(activation), nn::LinearStart{},
        output_start(zero_output), condition);
  }
};

struct ResidualMlp final : NetworkOptions {
  std::int64_t width = 128, blocks = 3;
  std::string activation = "silu";
  bool zero_output = false;
  config::Choice<EmbeddingOptions> embedding{embeddings(), "sinusoidal"};
  void declare(config::Visitor& v) override {
    declare_width(v, "width", width);
    v.key("blocks", blocks, "residual blocks of two layers each",
          {.unit = "blocks", .range = config::between(0, 1000)});
    declare_activation(v, activation);
    declare_zero_output(v, zero_output);
    v.section("embedding", embedding, "how every block is told the time");
  }
  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    return std::make_unique<nn::EmbeddedResidualMlp>(
        parameters, network_scope, size.columns_in(), width, static_cast<int>(blocks), size.columns_out(),
        nn::activation(activation), embedding->build(), output_start(zero_output), condition);
  }
};

}  // namespace

const config::Registry<NetworkOptions>& networks() {
  static const config::Registry<NetworkOptions> rows = config::Additions<NetworkOptions>::behind({
      config::row<NetworkOptions, ConcatMlp>("concat_mlp",
                                             "multilayer perceptron of [u, t], the papers' toy network"),
      config::row<NetworkOptions, FourierMlp>(
          "fourier_mlp", "multilayer perceptron that sees the state through Fourier features too"),
      config::row<NetworkOptions, ResidualMlp>("residual_mlp",
                                               "residual blocks, each told an embedding of the time"),
      unet_row(),
      dit_row(),
      imported_row(),
  });
  return rows;
}

}  // namespace pont::options
