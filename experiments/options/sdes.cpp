// One struct per forward process, and their list.
#include "experiments/options/sdes.hpp"

#include <cmath>

#include "experiments/options/clocks.hpp"
#include "sde/models.hpp"

namespace pont::options {

void declare_horizon(config::Visitor& v, double& T) {
  v.key("T", T, "time at which the forward process ends and sampling starts",
        {.unit = "time", .range = config::positive()});
}

namespace {

void declare_clock(config::Visitor& v, config::Choice<ClockOptions>& clock) {
  v.section("clock", clock, "beta(t), the speed at which the process runs");
}

/// The one-block processes that only have a clock.
template <sde::LinearSde (*factory)(sde::Clock, double)>
struct Clocked final : SdeOptions {
  config::Choice<ClockOptions> clock{clocks(), "affine"};
  double T = 1;
  void declare(config::Visitor& v) override {
    declare_clock(v, clock);
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return factory(clock->build(T), T); }
};

struct Ve final : SdeOptions {
  GeometricGrowth sigma;
  double T = 1;
  void declare(config::Visitor& v) override {
    sigma.declare(v);
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return sde::ve(sigma.min, sigma.max, T); }
};

struct Ou final : SdeOptions {
  double alpha = 1, T = 3;
  void declare(config::Visitor& v) override {
    v.key("alpha", alpha, "rate of return to 0 in dx = -alpha x dt + sqrt(2) dw; 0 is Brownian motion",
          {.unit = "1/time", .range = config::at_least(0)});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return sde::ou(alpha, T); }
};

struct Brownian final : SdeOptions {
  double sigma = 1, T = 1;
  void declare(config::Visitor& v) override {
    v.key("sigma", sigma, "standard deviation gained in one unit of time", {.range = config::positive()});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override { return sde::brownian(sigma, T); }
};

struct Cld final : SdeOptions {
  config::Choice<ClockOptions> clock{clocks(), "constant"};
  double mass = 0.25, damping_ratio = 1, gamma = 0.04, T = 1;
  void declare(config::Visitor& v) override {
    declare_clock(v, clock);
    v.key("mass", mass, "mass M of the velocity, its stationary variance", {.range = config::positive()});
    v.key("damping_ratio", damping_ratio,
          "Gamma / (2 sqrt(M)): 1 is critical damping, below it the process oscillates",
          {.range = config::positive()});
    v.key("gamma", gamma, "initial variance of the velocity in units of M: v_0 ~ N(0, gamma M I)",
          {.range = config::positive()});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override {
    return sde::cld(clock->build(T), mass, 2 * damping_ratio * std::sqrt(mass), gamma, T);
  }
};

struct ThirdOrderLangevin final : SdeOptions {
  config::Choice<ClockOptions> clock{clocks(), "constant"};
  double gamma = std::sqrt(8.0), xi = std::sqrt(27.0), L = 1, share = 0.04, T = 1;
  void declare(config::Visitor& v) override {
    declare_clock(v, clock);
    v.key("gamma", gamma,
          "coupling of velocity and auxiliary block; with xi, critical at 2 sqrt(2) for L = 1",
          {.range = config::positive()});
    v.key("xi", xi, "friction of the auxiliary block; critical at 3 sqrt(3) for L = 1",
          {.range = config::positive()});
    v.key("L", L, "inverse of the stationary variance of the auxiliary blocks",
          {.range = config::positive()});
    v.key("share", share, "their initial variance in units of the stationary one",
          {.range = config::positive()});
    declare_horizon(v, T);
  }
  sde::LinearSde make() const override {
    return sde::third_order_langevin(clock->build(T), gamma, xi, L, share, T);
  }
};

}  // namespace

const config::Registry<SdeOptions>& sdes() {
  static const config::Registry<SdeOptions> rows{{
      config::row<SdeOptions, Clocked<sde::vp>>("vp", "variance preserving (Song et al. 2021, eq. 11)"),
      config::row<SdeOptions, Clocked<sde::sub_vp>>("sub_vp",
                                                    "variance below that of vp (Song et al. 2021, eq. 12)"),
      config::row<SdeOptions, Ve>("ve", "variance exploding (Song et al. 2021, eq. 9)"),
      config::row<SdeOptions, Ou>("ou", "Ornstein-Uhlenbeck with noise sqrt(2) dw (De Bortoli et al. 2021)"),
      config::row<SdeOptions, Brownian>("brownian", "Brownian motion, the reference of Schroedinger bridges"),
      config::row<SdeOptions, Cld>("cld",
                                   "critically damped Langevin (Dockhorn, Vahdat & Kreis 2022, eq. 5)"),
      config::row<SdeOptions, ThirdOrderLangevin>("third_order_langevin",
                                                  "third-order Langevin (Mou et al. 2021; Shi & Liu 2024)"),
      linear_sde_row(),
  }};
  return rows;
}

}  // namespace pont::options
