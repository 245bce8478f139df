// One struct per clock, and their list.
#include "experiments/options/clocks.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pont::options {

void GeometricGrowth::declare(config::Visitor& v) {
  v.key("sigma_min", min, "sigma at t = 0, where sigma(t) = sigma_min (sigma_max / sigma_min)^(t/T)",
        {.range = config::positive()});
  v.key("sigma_max", max, "sigma at t = T", {.range = config::positive()});
  v.check(min < max, {"sigma_min", "sigma_max"}, fmt::format("sigma_min {} and sigma_max {}", min, max),
          "sigma_min below sigma_max");
}

namespace {

struct ConstantClock final : ClockOptions {
  double beta = 4;  // Dockhorn, Vahdat & Kreis 2022
  void declare(config::Visitor& v) override {
    v.key("beta", beta, "speed of the clock at all times", {.unit = "1/time", .range = config::positive()});
  }
  sde::Clock build(double) const override { return sde::constant_clock(beta); }
};

struct Affine final : ClockOptions {
  double beta_min = 0.1, beta_max = 20;  // Song et al. 2021
  void declare(config::Visitor& v) override {
    v.key("beta_min", beta_min, "speed of the clock at t = 0",
          {.unit = "1/time", .range = config::at_least(0)});
    v.key("beta_max", beta_max, "speed of the clock at t = T",
          {.unit = "1/time", .range = config::positive()});
    v.check(beta_min <= beta_max, {"beta_min", "beta_max"},
            fmt::format("beta_min {} and beta_max {}", beta_min, beta_max), "beta_min at most beta_max");
  }
  sde::Clock build(double T) const override { return sde::affine_clock(beta_min, beta_max, T); }
};

struct Geometric final : ClockOptions {
  GeometricGrowth sigma;
  void declare(config::Visitor& v) override { sigma.declare(v); }
  sde::Clock build(double T) const override { return sde::geometric_clock(sigma.min, sigma.max, T); }
};

struct CosineClock final : ClockOptions {
  double s = 0.008;  // Nichol & Dhariwal 2021
  void declare(config::Visitor& v) override {
    v.key("s", s, "offset that keeps the first steps from being too small; the SDE's T must be below 1",
          {.unit = "time", .range = {.low = 0, .high = 1, .high_open = true}});
  }
  sde::Clock build(double T) const override;
};

// At t = 1 the clock has gone infinitely far, which the checks of an SDE, at interior points, would not see.
sde::Clock CosineClock::build(double T) const {
  if (!(T < 1))
    throw std::invalid_argument(fmt::format(
        "the cosine clock is infinite at t = 1, and T = {}; expected T below 1, for instance 0.995", T));
  return sde::cosine_clock(s);
}

}  // namespace

const config::Registry<ClockOptions>& clocks() {
  static const config::Registry<ClockOptions> rows{{
      config::row<ClockOptions, ConstantClock>("constant", "beta(t) = beta"),
      config::row<ClockOptions, Affine>("affine", "beta grows linearly (Song et al. 2021, appendix C)"),
      config::row<ClockOptions, Geometric>(
          "geometric", "beta = d sigma^2 / dt, geometric sigma (Song et al. 2021, eq. 9)"),
      config::row<ClockOptions, CosineClock>(
          "cosine", "alpha_bar is a squared cosine (Nichol & Dhariwal 2021, eq. 17)"),
  }};
  return rows;
}

}  // namespace pont::options
