// One struct per schedule, and their list.
#include "experiments/options/schedules.hpp"

#include <fmt/format.h>

namespace pont::options {
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
