// Samplers of a fixed target and transitions of one chain: one struct per kind, and their lists.
#include "experiments/options/target_samplers.hpp"

#include <cmath>

namespace pont::options {
namespace {

template <class T>
struct Langevin final : MoveOptions {
  double step = 0.1;
  void declare(config::Visitor& v) override {
    v.key("step", step, "h of x + h grad log pi + sqrt(2 h) z",
          {.unit = "data units squared", .range = config::positive()});
  }
  std::unique_ptr<sde::Transition> build() const override { return std::make_unique<T>(step); }
};

struct Metropolis final : MoveOptions {
  double scale = 1;
  void declare(config::Visitor& v) override {
    v.key("scale", scale, "standard deviation of a proposed step",
          {.unit = "data units", .range = config::positive()});
  }
  std::unique_ptr<sde::Transition> build() const override { return std::make_unique<sde::Metropolis>(scale); }
};

struct Baoab final : MoveOptions {
  double step = 0.2, friction = 1;
  void declare(config::Visitor& v) override {
    v.key("step", step, "time step of the splitting", {.unit = "time", .range = config::positive()});
    v.key("friction", friction, "rate at which velocities are forgotten",
          {.unit = "1 / time", .range = config::positive()});
  }
  std::unique_ptr<sde::Transition> build() const override {
    return std::make_unique<sde::Baoab>(step, friction);
  }
};

}  // namespace

const config::Registry<MoveOptions>& moves() {
  static const config::Registry<MoveOptions> rows{{
      config::row<MoveOptions, Langevin<sde::UnadjustedLangevin>>(
          "unadjusted_langevin", "Langevin step, law off by O(step) (Roberts & Tweedie 1996)"),
      config::row<MoveOptions, Langevin<sde::Mala>>(
          "mala", "Langevin step, accepted or not (Roberts & Tweedie 1996)"),
      config::row<MoveOptions, Metropolis>("metropolis",
                                           "random walk, accepted or not (Metropolis et al. 1953)"),
      config::row<MoveOptions, Baoab>("baoab",
                                      "underdamped Langevin by splitting (Leimkuhler & Matthews 2013)"),
  }};
  return rows;
}

namespace {

std::unique_ptr<const sde::Target> target_of(const sde::Mixture& law) {
  return std::make_unique<sde::MixtureTarget>(law);
}

struct OneMove final : TargetSamplerOptions {
  config::Choice<MoveOptions> move{moves(), "unadjusted_langevin"};
  void declare(config::Visitor& v) override { v.section("move", move, "one transition"); }
  ChainPlan make(const sde::Mixture& law, std::int64_t transitions) const override {
    ChainPlan plan;
    plan.stages.push_back({transitions, target_of(law), move->build()});
    return plan;
  }
};

struct Replicas final : TargetSamplerOptions {
  std::vector<double> powers{1, 0.3, 0.1, 0.03};
  config::Choice<MoveOptions> move{moves(), "mala"};
  void declare(config::Visitor& v) override {
    v.key("powers", powers, "powers of the target, one replica each: from 1 down to nearly flat",
          {.range = {.low = 0, .high = 1, .low_open = true}, .length = config::between(2, 64)});
    v.section("move", move, "the transition of each replica, before neighbours swap");
  }
  ChainPlan make(const sde::Mixture& law, std::int64_t transitions) const override {
    ChainPlan plan;
    plan.rows = static_cast<std::int64_t>(powers.size());
    plan.stages.push_back(
        {transitions, target_of(law), std::make_unique<sde::ReplicaExchange>(move->build(), powers)});
    return plan;
  }
};

/// The target smoothed by ever less noise, each level by unadjusted Langevin steps in proportion to its noise
/// variance (Song & Ermon 2019, algorithm 1; step = epsilon / sigma_L^2, a step is half of theirs).
struct Annealed final : TargetSamplerOptions {
  double step = 0.2, from = 5, to = 0.05;
  std::int64_t levels = 10;
  void declare(config::Visitor& v) override {
    v.key("step", step, "a Langevin step in units of the noise variance of its level",
          {.range = config::positive()});
    v.key("from", from, "first noise level", {.unit = "data units", .range = config::positive()});
    v.key("to", to, "last noise level, which stays in the samples",
          {.unit = "data units", .range = config::positive()});
    v.key("levels", levels, "noise levels in equal ratios, with equally many steps",
          {.range = config::between(2, 100000)});
    v.check(from > to, {"to", "from"}, "noise that does not decrease", "from above to");
  }
  ChainPlan make(const sde::Mixture& law, std::int64_t transitions) const override {
    ChainPlan plan;
    for (std::int64_t l = 0; l < levels; ++l) {
      const double at = static_cast<double>(l) / static_cast<double>(levels - 1);
      const double variance = std::pow(from * std::pow(to / from, at), 2);
      sde::Mixture smoothed = law;
      smoothed.variances += variance;
      plan.stages.push_back({transitions * (l + 1) / levels - transitions * l / levels, target_of(smoothed),
                             std::make_unique<sde::UnadjustedLangevin>(0.5 * step * variance)});
    }
    return plan;
  }
};

}  // namespace

const config::Registry<TargetSamplerOptions>& target_samplers() {
  static const config::Registry<TargetSamplerOptions> rows{{
      config::row<TargetSamplerOptions, OneMove>("chain", "one kind of move, again and again"),
      config::row<TargetSamplerOptions, Replicas>(
          "replica_exchange", "chains at several temperatures that swap states (Swendsen & Wang 1986)"),
      config::row<TargetSamplerOptions, Annealed>(
          "annealed_langevin", "Langevin steps at falling noise levels (Song & Ermon 2019)"),
  }};
  return rows;
}

}  // namespace pont::options
