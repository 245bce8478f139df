// One struct per optimiser, and their list.
#include "experiments/options/optimisers.hpp"

namespace pont::options {
namespace {

constexpr config::Range averaging{.low = 0, .high = 1, .high_open = true};

void declare_constants(config::Visitor& v, nn::AdamConstants& c) {
  v.key("beta1", c.beta1, "decay per step of the first moment", {.range = averaging});
  v.key("beta2", c.beta2, "decay per step of the second moment", {.range = averaging});
  v.key("epsilon", c.epsilon, "added to the root of the second moment", {.range = config::positive()});
}

struct Sgd final : OptimiserOptions {
  void declare(config::Visitor&) override {}
  std::unique_ptr<nn::Optimiser> build() const override { return std::make_unique<nn::Sgd>(); }
};

struct Momentum final : OptimiserOptions {
  double momentum = 0.9;
  void declare(config::Visitor& v) override {
    v.key("momentum", momentum, "decay per step of the velocity", {.range = averaging});
  }
  std::unique_ptr<nn::Optimiser> build() const override { return std::make_unique<nn::Momentum>(momentum); }
};

struct Adam final : OptimiserOptions {
  nn::AdamConstants constants;
  void declare(config::Visitor& v) override { declare_constants(v, constants); }
  std::unique_ptr<nn::Optimiser> build() const override { return std::make_unique<nn::Adam>(constants); }
};

struct AdamW final : OptimiserOptions {
  double decay = 0.01;
  nn::AdamConstants constants;
  void declare(config::Visitor& v) override {
    v.key("decay", decay, "weight decay: p -= rate * decay * p", {.range = config::at_least(0)});
    declare_constants(v, constants);
  }
  std::unique_ptr<nn::Optimiser> build() const override {
    return std::make_unique<nn::AdamW>(decay, constants);
  }
};

}  // namespace

const config::Registry<OptimiserOptions>& optimisers() {
  static const config::Registry<OptimiserOptions> rows{{
      config::row<OptimiserOptions, Sgd>("sgd", "stochastic gradient descent"),
      config::row<OptimiserOptions, Momentum>("momentum", "heavy ball (Sutskever et al. 2013)"),
      config::row<OptimiserOptions, Adam>("adam", "Kingma & Ba 2015"),
      config::row<OptimiserOptions, AdamW>("adamw",
                                           "Adam with decoupled weight decay (Loshchilov & Hutter 2019)"),
  }};
  return rows;
}

}  // namespace pont::options
