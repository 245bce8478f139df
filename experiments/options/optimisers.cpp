// Optimisers and learning rates: one struct per kind, and their lists.
#include "experiments/options/optimisers.hpp"

#include <fmt/format.h>

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

namespace {

constexpr double published_rate = 1e-3;  // Dockhorn, Vahdat & Kreis 2022, two-dimensional experiments

void declare_rate(config::Visitor& v, double& rate) {
  v.key("rate", rate, "learning rate, at its highest", {.range = config::positive()});
}

struct ConstantRate final : ScheduleOptions {
  double rate = published_rate;
  void declare(config::Visitor& v) override { declare_rate(v, rate); }
  nn::Schedule make(std::int64_t) const override { return nn::constant_rate(rate); }
};

struct Warmup final : ScheduleOptions {
  double rate = published_rate;
  std::int64_t warmup = 1000;
  void declare(config::Visitor& v) override {
    declare_rate(v, rate);
    v.key("warmup", warmup, "steps of linear growth", {.unit = "steps", .range = config::at_least(1)});
  }
  nn::Schedule make(std::int64_t) const override { return nn::linear_warmup(rate, warmup); }
};

struct CosineRate final : ScheduleOptions {
  double rate = published_rate, last = 0;
  std::int64_t warmup = 0;
  void declare(config::Visitor& v) override {
    declare_rate(v, rate);
    v.key("warmup", warmup, "steps of linear growth before the cosine",
          {.unit = "steps", .range = config::at_least(0)});
    v.key("last", last, "learning rate after the last step", {.range = config::at_least(0)});
    v.check(last <= rate, {"last", "rate"}, fmt::format("last {} and rate {}", last, rate),
            "last at most rate");
  }
  nn::Schedule make(std::int64_t steps) const override { return nn::cosine(rate, warmup, steps, last); }
};

struct StepDecay final : ScheduleOptions {
  double rate = published_rate, factor = 0.5;
  std::int64_t every = 10000;
  void declare(config::Visitor& v) override {
    declare_rate(v, rate);
    v.key("every", every, "steps between two decays", {.unit = "steps", .range = config::at_least(1)});
    v.key("factor", factor, "by which each decay multiplies the rate",
          {.range = {.low = 0, .high = 1, .low_open = true}});
  }
  nn::Schedule make(std::int64_t) const override { return nn::step_decay(rate, every, factor); }
};

}  // namespace

const config::Registry<ScheduleOptions>& schedules() {
  static const config::Registry<ScheduleOptions> rows{{
      config::row<ScheduleOptions, ConstantRate>("constant", "the same rate at every step"),
      config::row<ScheduleOptions, Warmup>("warmup", "linear growth, then constant (Goyal et al. 2017)"),
      config::row<ScheduleOptions, CosineRate>("cosine",
                                               "half a cosine down to `last` (Loshchilov & Hutter 2017)"),
      config::row<ScheduleOptions, StepDecay>("step_decay", "multiplied by `factor` every `every` steps"),
  }};
  return rows;
}

}  // namespace pont::options
