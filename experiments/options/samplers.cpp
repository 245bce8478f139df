// One struct per sampler, and their list.
#include "sde/samplers/samplers.hpp"

#include "experiments/options/grids.hpp"
#include "experiments/options/samplers.hpp"
#include "sde/grid.hpp"

namespace pont::experiments {
namespace {

/// The keys with which every run of a sampler ends.
struct End {
  double eps = 1e-3;  // Song et al. 2021; Dockhorn, Vahdat & Kreis 2022
  bool denoise = true;
  void declare(Visitor& v) {
    v.key("eps", eps, "time at which the last step ends; the score may be unbounded at 0",
          {.unit = "time", .range = at_least(0)});
    v.key("denoise", denoise, "take one last step from eps to 0, without noise");
  }
};

struct EulerMaruyama final : SamplerOptions {
  std::int64_t steps = 1000;
  double lambda = 1;
  Choice<GridOptions> grid{grids(), "quadratic"};
  End end;
  void declare(Visitor& v) override {
    v.key("steps", steps, "steps, each one evaluation of the score",
          {.unit = "steps", .range = between(1, 100000000)});
    v.key("lambda", lambda, "noise: 1 the reverse SDE, 0 the probability flow (explicit Euler)",
          {.range = between(0, 1)});
    v.section("grid", grid, "how the steps are spread over [eps, T]");
    end.declare(v);
  }
  SamplingPlan make(double T) const override {
    return {std::make_unique<sde::EulerMaruyama>(), lambda, grid->build(T, end.eps, static_cast<int>(steps)),
            end.denoise};
  }
};

struct RungeKutta45 final : SamplerOptions {
  sde::Tolerance tolerance{1e-5, 1e-5};  // Song et al. 2021, section 4.3
  End end;
  void declare(Visitor& v) override {
    v.key("relative", tolerance.relative, "tolerated error of a step relative to the state",
          {.range = {.low = 1e-14, .high = 1, .high_open = true}});
    v.key("absolute", tolerance.absolute, "tolerated error of a step besides", {.range = positive()});
    end.declare(v);
  }
  SamplingPlan make(double T) const override {
    return {std::make_unique<sde::AdaptiveRungeKutta>(tolerance), 0, sde::uniform_grid(T, end.eps, 1),
            end.denoise};
  }
};

}  // namespace

const Registry<SamplerOptions>& samplers() {
  static const Registry<SamplerOptions> rows{{
      row<SamplerOptions, EulerMaruyama>("euler_maruyama", "reverse SDE or probability flow by Euler steps"),
      row<SamplerOptions, RungeKutta45>("runge_kutta_45",
                                        "probability flow by adaptive steps (Dormand & Prince 1980)"),
  }};
  return rows;
}

}  // namespace pont::experiments
