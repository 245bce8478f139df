// Samples of the diamond with the exact score, and the regimes of damping.
#include "experiments/reproductions/cld/exact_sampling.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/data/gaussians.hpp"
#include "experiments/figures/figure.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/reproductions/cld/expectation.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/samplers/explicit.hpp"

namespace pont::reproductions::cld {

// Chunks on the workers, each with a score of its own; distances to the nearest mode.

namespace {

constexpr Eigen::Index rows_of_a_task = 250, projections = 64;

double distance_to_mode(const sde::Mixture& modes, double x, double y) {
  return std::sqrt(((modes.means.col(0) - x).square() + (modes.means.col(1) - y).square()).minCoeff());
}

}  // namespace

metrics::Points exact_samples(const ExactPlan& plan, ad::Key key, Eigen::Index n, ad::Workers& workers) {
  metrics::Points x(n, 2);
  const sde::Reverse reverse(plan.sde, plan.lambda);
  workers.run(static_cast<int>((n + rows_of_a_task - 1) / rows_of_a_task), [&](int c, int) {
    const Eigen::Index first = c * rows_of_a_task, rows = std::min(rows_of_a_task, n - first);
    sde::MixtureScore score(plan.score_of, diamond());
    const sde::KeyedNoise noise(key, first);
    sde::Batch u = sde::draw_prior(plan.sde, rows, 2, noise);
    sde::sample(plan.sampler, reverse, score, plan.grid, noise, u);
    x.middleRows(first, rows) = sde::denoised(reverse, score, plan.grid.back(), u);
  });
  return x;
}

ModeStatistics mode_statistics(const metrics::Points& x) {
  const sde::Mixture modes = diamond();
  double far = 0, squares = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    const double distance = distance_to_mode(modes, x(i, 0), x(i, 1));
    if (distance > 5 * diamond_sigma)
      ++far;
    else
      squares += distance * distance;
  }
  const double n = static_cast<double>(x.rows()), share = far / n, near = std::max(1.0, n - far);
  const double deviation = std::sqrt(squares / (2 * near));
  return {{share, std::sqrt(share * (1 - share) / n), x.rows()},
          {deviation, deviation / std::sqrt(4 * near), x.rows()}};
}

metrics::Estimate sliced_to_data(const metrics::Points& x, ad::Key key, Eigen::Index repetitions) {
  const auto data = data::DiamondOptions().build();
  const Eigen::Index part = x.rows() / repetitions;
  std::vector<double> values;
  for (Eigen::Index r = 0; r < repetitions; ++r)
    values.push_back(metrics::sliced_wasserstein2(
        x.middleRows(r * part, part), data::sample(*data, key / "data" / static_cast<std::uint64_t>(r), part),
        key / "directions", projections));
  return metrics::estimate(values);
}

// Divergences by quadrature, samples with exact scores.

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
