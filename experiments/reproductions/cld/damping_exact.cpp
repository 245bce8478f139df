// Divergences by quadrature, samples with exact scores.
#include "experiments/reproductions/cld/damping_exact.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/figures/curves.hpp"
#include "experiments/reproductions/cld/expectation.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/samplers.hpp"

namespace pont::reproductions::cld {

double mixing_divergence(double damping, double t) {
  const sde::LinearSde sde = toy_cld(damping);
  return 2 * DiffusedMixture(sde, diamond_axis(), t).divergence_from(sde.prior);
}

double best_damping(double t) {
  double best = 0.5, least = mixing_divergence(best, t);
  for (const double damping : figures::logarithmic_points(0.5, 8, 121))
    if (const double here = mixing_divergence(damping, t); here < least) best = damping, least = here;
  return best;
}

reproduce::NamedFigure mixing_figure() {
  figures::Panel panel{.title = "How far the law at t is from the prior",
                       .note = "diamond, β = 4, M = 1/4",
                       .x = {.label = "Γ / √M (critical at 2)", .scale = figures::Scale::log10},
                       .y = {.label = "KL(p_t, prior), nats", .scale = figures::Scale::log10},
                       .legend = figures::Corner::bottom_left};
  for (const double t : {0.25, 0.5, 0.75, 1.0})
    panel.layers.push_back(figures::curve(
        "t = " + config::format_number(t), panel.layers.size(), figures::logarithmic_points(0.5, 8, 81),
        [&](double damping) { return std::max(1e-16, mixing_divergence(damping, t)); }));
  return {"mixing",
          "Mixing is fastest at critical damping, or close to it: below, the rate is that of the envelope, "
          "Γ/(2M); above, the slower of two real rates.",
          {.panels = {panel}, .width = 430, .height = 270}};
}

sde::LinearSde critical_form(double damping) {
  const sde::LinearSde sde = toy_cld(damping);
  const double Gamma = 0.5 * sde.D(1, 1), mass = 0.25 * Gamma * Gamma;
  return sde::cld(sde.clock, mass, Gamma, sde.initial(1, 1) / mass);
}

ModeStatistics damped_samples(double damping, const sde::LinearSde& score_of, Eigen::Index n,
                              ad::Workers& workers) {
  const sde::LinearSde sde = toy_cld(damping);
  const sde::EulerMaruyama sampler;
  const ExactPlan plan{sde, score_of, sampler, 1, sde::quadratic_grid(sde.T, 1e-3, 1000)};
  return mode_statistics(exact_samples(plan, ad::Key::root(1) / "damping", n, workers));
}

}  // namespace pont::reproductions::cld
