// Chunks on the workers, each with a score of its own; distances to the nearest mode.
#include "experiments/reproductions/cld/exact_sampling.hpp"

#include <cmath>

#include "experiments/data/diamond.hpp"
#include "experiments/metrics/sliced_wasserstein.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/exact_score.hpp"

namespace pont::reproductions::cld {
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

}  // namespace pont::reproductions::cld
