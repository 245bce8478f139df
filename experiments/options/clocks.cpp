// The clocks of SDEs: one struct per clock, and their list.
#include "experiments/options/clocks.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <stdexcept>
#include <string>

#include "sde/chain_clock.hpp"

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

void declare_share(config::Visitor& v, const std::string& key, double& share, const std::string& meaning) {
  v.key(key, share, meaning, {.range = {.low = 0, .high = 1, .low_open = true, .high_open = true}});
}

void declare_steps(config::Visitor& v, std::int64_t& steps) {
  v.key("steps", steps, "steps of the chain, whose times are i T / steps",
        {.unit = "steps", .range = config::between(1, 1000000)});
}

struct LinearChain final : ClockOptions {
  std::int64_t steps = 1000;
  double first = 1e-4, last = 0.02;  // Ho, Jain & Abbeel 2020, section 4
  void declare(config::Visitor& v) override {
    declare_steps(v, steps);
    declare_share(v, "beta_first", first, "variance of the noise of the first step");
    declare_share(v, "beta_last", last, "variance of the noise of the last step");
  }
  sde::Clock build(double T) const override {
    return sde::chain_clock(sde::linear_betas(static_cast<int>(steps), first, last), T);
  }
};

struct CosineChain final : ClockOptions {
  std::int64_t steps = 1000;
  double s = 0.008, most = 0.999;  // Nichol & Dhariwal 2021, section 3.2
  void declare(config::Visitor& v) override {
    declare_steps(v, steps);
    v.key("s", s, "offset that keeps the first steps from being too small",
          {.range = {.low = 0, .high = 1, .high_open = true}});
    declare_share(v, "beta_most", most, "largest variance of the noise of a step");
  }
  sde::Clock build(double T) const override {
    return sde::chain_clock(sde::cosine_betas(static_cast<int>(steps), s, most), T);
  }
};

}  // namespace

const config::Registry<ClockOptions>& clocks() {
  static const config::Registry<ClockOptions> rows{{
      config::row<ClockOptions, ConstantClock>("constant", "beta(t) = beta"),
      config::row<ClockOptions, Affine>("affine", "beta grows linearly (Song et al. 2021, appendix C)"),
      config::row<ClockOptions, Geometric>(
          "geometric", "beta = d sigma^2 / dt, geometric sigma (Song et al. 2021, eq. 9)"),
      config::row<ClockOptions, CosineClock>(
          "cosine", "alpha_bar is a squared cosine (Nichol & Dhariwal 2021, eq. 17)"),
      config::row<ClockOptions, LinearChain>(
          "linear_chain", "with vp, the chain of DDPM, beta_i linear in i (Ho, Jain & Abbeel 2020)"),
      config::row<ClockOptions, CosineChain>(
          "cosine_chain", "with vp, that of Improved DDPM: a cosine, cut off (Nichol & Dhariwal 2021)"),
  }};
  return rows;
}

}  // namespace pont::options
