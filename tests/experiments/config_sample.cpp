// Declarations of the sample configuration.
#include "tests/experiments/config_sample.hpp"

#include <fmt/format.h>

#include <limits>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

class Vp final : public SdeOptions {
 public:
  void declare(Visitor& v) override {
    v.key("beta_min", beta_min_, "beta at t = 0", {.unit = "1/time", .range = at_least(0)});
    v.key("beta_max", beta_max_, "beta at t = 1", {.unit = "1/time", .range = positive()});
    v.check(beta_min_ <= beta_max_, {"beta_min", "beta_max"},
            fmt::format("beta_min {} and beta_max {}", beta_min_, beta_max_), "beta_min at most beta_max");
  }
  double build(double t) const override { return beta_min_ * t + 0.5 * (beta_max_ - beta_min_) * t * t; }

 private:
  double beta_min_ = 0.1, beta_max_ = 20;
};

class Cld final : public SdeOptions {
 public:
  void declare(Visitor& v) override {
    v.key("beta", beta_, "constant speed", {.unit = "1/time", .range = positive()});
    v.key("mass", mass_, "of the auxiliary velocity", {.range = {.low = 0, .high = 1, .low_open = true}});
  }
  double build(double t) const override { return beta_ * t; }

 private:
  double beta_ = 4, mass_ = 0.25;
};

class Em final : public SolverOptions {
 public:
  void declare(Visitor& v) override { v.key("steps", steps_, "equal steps", {.range = between(1, 100000)}); }
  std::string build() const override { return fmt::format("em {}", steps_); }

 private:
  std::int64_t steps_ = 1000;
};

class Rk45 final : public SolverOptions {
 public:
  void declare(Visitor& v) override {
    v.key("tolerance", tolerance_, "per step",
          {.range = {.low = 1e-14, .high = 1, .high_open = true}, .required = true});
  }
  std::string build() const override { return fmt::format("rk45 {}", tolerance_); }

 private:
  double tolerance_ = 1e-5;
};

/// A solver that contains a solver: a choice within itself.
class Corrected final : public SolverOptions {
 public:
  void declare(Visitor& v) override { v.section("predictor", predictor_, "what is corrected"); }
  std::string build() const override { return "corrected " + predictor_->build(); }

 private:
  Choice<SolverOptions> predictor_{solvers()};
};

}  // namespace

const Registry<SdeOptions>& sdes() {
  static const Registry<SdeOptions> rows{{row<SdeOptions, Vp>("vp", "variance preserving"),
                                          row<SdeOptions, Cld>("cld", "critically damped Langevin")}};
  return rows;
}

const Registry<SolverOptions>& solvers() {
  static const Registry<SolverOptions> rows{
      {row<SolverOptions, Em>("em", "Euler-Maruyama"),
       row<SolverOptions, Rk45>("rk45", "adaptive Runge-Kutta 4(5)"),
       row<SolverOptions, Corrected>("corrected", "predictor-corrector")}};
  return rows;
}

void Train::declare(Visitor& v) {
  v.key("steps", steps, "optimiser steps", {.unit = "steps", .range = at_least(1)});
  v.key("batch", batch, "samples per step", {.unit = "samples", .range = between(1, 1048576)});
  v.key("learning_rate", learning_rate, "step size of the optimiser", {.range = positive()});
  v.key("schedule", schedule, "of the learning rate", {.one_of = {"constant", "cosine", "warmup"}});
  v.key("shuffle", shuffle, "draw batches in random order");
  v.optional("clip", clip, "gradient clipping");
  constexpr std::int64_t most = 1000000000000;
  v.check(steps <= most / batch, {"batch", "steps"}, fmt::format("{} steps of {} samples", steps, batch),
          fmt::format("at most {} samples in all", most));
}

void Component::declare(Visitor& v) {
  v.key("weight", weight, "relative weight", {.range = positive()});
  v.key("mean", mean, "centre", {.length = between(1, 8), .required = true});
}

void Config::declare(Visitor& v) {
  v.key("seed", seed, "root of all random streams", {.range = at_least(0), .required = true});
  v.key("name", name, "of the run");
  v.key("hidden", hidden, "widths of the hidden layers", {.range = at_least(1), .length = at_least(1)});
  v.key("times", times, "when to look");
  v.key("metrics", metrics, "what to measure", {.one_of = {"w2", "nll", "energy"}});
  v.key("A", A, "drift matrix", {.length = between(1, 4)});
  v.key("threshold", threshold, "may be infinite", {.range = at_least(0), .non_finite = true});
  v.section("train", train, "optimisation");
  v.section("sde", sde, "forward process");
  v.section("solver", solver, "reverse process");
  v.list("mixture", mixture, "components of the data", {.length = at_most(3)});
  v.list("samplers", samplers, "how to sample", {}, [] { return Choice<SolverOptions>(solvers(), "em"); });
}

}  // namespace pont::experiments::sample
