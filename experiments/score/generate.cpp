// Chunks of fixed size, each wholly computed by one worker with a score of its own.
#include "experiments/score/generate.hpp"

#include <algorithm>

#include "experiments/config/error.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"

namespace pont::experiments {
namespace {

// One score per worker; task c covers rows [c chunk, (c + 1) chunk).
template <class Task>
void for_each_chunk(const TrainedScore& trained, ad::i64 from, ad::i64 to, Task task) {
  if (from >= to) return;
  const ad::i64 first = from / trained.chunk, last = (to + trained.chunk - 1) / trained.chunk;
  const losses::NetworkScore prototype = trained.model.score(trained.parameters, trained.chunk);
  std::vector<losses::NetworkScore> scores;
  for (int w = 0; w < trained.workers.count(); ++w) scores.push_back(prototype.replica());
  trained.workers.run(static_cast<int>(last - first),
                      [&](int n, int worker) { task(first + n, scores[static_cast<std::size_t>(worker)]); });
}

Points sample_chunk(const TrainedScore& trained, const SamplingPlan& plan, const sde::Noise& noise,
                    sde::Score& score, const std::vector<double>& grid, const sde::Observer& observe = {}) {
  const ScoreModel& model = trained.model;
  const sde::Reverse reverse(model.sde(), plan.lambda);
  sde::Batch u = sde::draw_prior(model.sde(), trained.chunk, model.d(), noise);
  sde::sample(*plan.sampler, reverse, score, grid, noise, u, observe);
  if (plan.denoise) return sde::denoised(reverse, score, grid.back(), u);
  return u.leftCols(model.d());
}

}  // namespace

void check_sampling(const sde::LinearSde& sde, const std::string& name, const SamplingPlan& plan) {
  try {
    sde::MixtureScore score(
        sde, {Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Zero(1, 1), Eigen::ArrayXXd::Ones(1, 1)});
    const sde::KeyedNoise noise(ad::Key::root(0), 0);
    sde::Batch u = sde::draw_prior(sde, 2, 1, noise);
    sde::sample(*plan.sampler, sde::Reverse(sde, plan.lambda), score, {plan.grid[0], plan.grid[1]}, noise, u);
  } catch (const std::invalid_argument& e) {
    throw ConfigError("sample.samplers: " + name + ": " + e.what());
  }
}

Generated generate(const TrainedScore& trained, const SamplingPlan& plan, ad::Key key, ad::i64 first,
                   ad::i64 n) {
  Generated out{Points(n, trained.model.d()), 0};
  std::vector<double> evaluations(static_cast<std::size_t>((first + n) / trained.chunk + 1), 0);
  for_each_chunk(trained, first, first + n, [&](ad::i64 c, sde::Score& score) {
    sde::CountingScore counting(score);
    const sde::KeyedNoise noise(key, c * trained.chunk);
    const Points x = sample_chunk(trained, plan, noise, counting, plan.grid);
    evaluations[static_cast<std::size_t>(c)] = static_cast<double>(counting.evaluations());
    const ad::i64 from = std::max(first, c * trained.chunk),
                  to = std::min(first + n, (c + 1) * trained.chunk);
    out.points.middleRows(from - first, to - from) = x.middleRows(from - c * trained.chunk, to - from);
  });
  double chunks = 0;
  for (const double e : evaluations) out.evaluations += e, chunks += e > 0;
  out.evaluations /= std::max(chunks, 1.0);
  return out;
}

Trajectories trajectories(const TrainedScore& trained, const SamplingPlan& plan, ad::Key key, ad::i64 paths) {
  constexpr std::size_t recorded = 120;
  const double T = trained.model.sde().T;
  std::vector<double> grid = plan.grid;
  if (grid.size() == 2)
    grid = sde::quadratic_grid(T, grid.back(), static_cast<int>(recorded));  // adaptive: states on the way
  const std::size_t stride = std::max<std::size_t>(1, (grid.size() - 1) / recorded);
  paths = std::min(paths, trained.chunk);
  Trajectories out{{T}, Points()};
  losses::NetworkScore score = trained.model.score(trained.parameters, trained.chunk);
  const sde::KeyedNoise noise(key, 0);
  std::vector<Eigen::VectorXd> columns{
      sde::draw_prior(trained.model.sde(), trained.chunk, trained.model.d(), noise).col(0).head(paths)};
  sample_chunk(trained, plan, noise, score, grid, [&](std::size_t step, double t, const sde::Batch& u) {
    if ((step + 1) % stride != 0 && step + 2 != grid.size()) return;
    out.times.push_back(t);
    columns.push_back(u.col(0).head(paths));
  });
  out.values.resize(paths, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c) out.values.col(static_cast<Eigen::Index>(c)) = columns[c];
  return out;
}

Eigen::VectorXd log_likelihoods(const TrainedScore& trained, const Points& x,
                                const sde::LikelihoodSettings& settings, ad::Key key) {
  const sde::LinearSde& sde = trained.model.sde();
  Eigen::VectorXd out(x.rows());
  for_each_chunk(trained, 0, x.rows(), [&](ad::i64 c, sde::Score& score) {
    const Eigen::Index from = c * trained.chunk,
                       rows = std::min<Eigen::Index>(trained.chunk, x.rows() - from);
    Points padded =
        Points::Zero(trained.chunk, x.cols());  // the common steps of a chunk depend on all its rows
    for (Eigen::Index r = 0; r < trained.chunk; ++r) padded.row(r) = x.row(from + r % rows);
    const sde::KeyedNoise noise(key, from);
    sde::ExactDivergence divergence;
    const Eigen::VectorXd values = sde::log_likelihood(
        sde, score, sde::augmented(sde, padded, sde::StepNoise(noise, 0)), divergence, settings);
    out.segment(from, rows) = values.head(rows);
  });
  return out.array() + (sde.k() > 1 ? sde::auxiliary_entropy(sde, trained.model.d()) : 0.0);
}

}  // namespace pont::experiments
