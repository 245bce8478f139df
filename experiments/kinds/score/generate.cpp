// Samples in chunks of fixed size, each wholly computed by one worker from one of two starts.
#include "experiments/kinds/score/generate.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "experiments/config/error.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/score/chunks.hpp"
#include "sde/exact_score.hpp"
#include "sde/grid.hpp"

namespace pont::kinds::score {
namespace {

/// The classes of rows first, ..., first + n - 1 as a condition [n, 1]; no rows in a model without.
sde::Batch classes_of(const TrainedScore& trained, ad::Key key, ad::i64 first, ad::i64 n) {
  if (!trained.model.conditional()) return {};
  const data::PointTable drawn = data::sample_table(*trained.model.data, key / "class", n, first);
  sde::Batch y(n, 1);
  std::copy(drawn.labels.begin(), drawn.labels.end(), y.data());
  return y;
}

/// `sampling` with the score of rows of those classes; returns the evaluations of the network.
template <class Sampling>
double with_score(losses::NetworkScore& score, const sde::Batch& classes, double guidance,
                  Sampling sampling) {
  sde::GuidedScore guided(score, classes, guidance);
  sde::CountingScore counting(guided);
  sampling(counting);
  return static_cast<double>(counting.evaluations()) * (guidance == 0 ? 1 : 2);
}

sde::Batch start_of(const TrainedScore& trained, const Start& start, const sde::Noise& noise, ad::Key key,
                    ad::i64 first) {
  return start.draw(trained.model.sde(), *trained.model.data, noise, key, first, trained.chunk);
}

metrics::Points sample_chunk(const TrainedScore& trained, const options::SamplingPlan& plan,
                             const sde::Noise& noise, sde::Score& score, sde::Batch u) {
  const sde::Reverse reverse(trained.model.sde(), plan.lambda);
  sde::sample(*plan.sampler, reverse, score, plan.grid, noise, u);
  if (plan.denoise) return sde::denoised(reverse, score, plan.grid.back(), u);
  return u.leftCols(trained.model.d());
}

// The auxiliary blocks have step 0 of the noise, the probes step 1.
std::unique_ptr<sde::Divergence> divergence_of(const FlowLikelihood& how, const sde::Noise& noise) {
  if (how.probes == 0) return std::make_unique<sde::ExactDivergence>();
  return std::make_unique<sde::HutchinsonDivergence>(sde::StepNoise(noise, 1), static_cast<int>(how.probes));
}

}  // namespace

void check_sampling(const sde::LinearSde& sde, const std::string& name, const options::SamplingPlan& plan) {
  try {
    sde::MixtureScore score(
        sde, {Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Zero(1, 1), Eigen::ArrayXXd::Ones(1, 1)});
    const sde::KeyedNoise noise(ad::Key::root(0), 0);
    const sde::Reverse reverse(sde, plan.lambda);
    sde::Batch u = sde::draw_prior(sde, 2, 1, noise);
    const auto last = plan.grid.end() - 1;
    sde::sample(*plan.sampler, reverse, score, {plan.grid[0], plan.grid[1]}, noise, u);
    if (plan.grid.size() > 2) sde::sample(*plan.sampler, reverse, score, {*(last - 1), *last}, noise, u);
    if (plan.denoise) sde::denoised(reverse, score, plan.grid.back(), u);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& e) {
    throw config::ConfigError("sample.samplers: " + name + ": " + e.what());
  }
}

Generated generate(const TrainedScore& trained, const Generation& how, ad::Key key, ad::i64 first,
                   ad::i64 n) {
  Generated out{metrics::Points(n, trained.model.d()), 0, {}};
  const ad::i64 chunk = trained.chunk, begin = first / chunk * chunk,
                end = (first + n + chunk - 1) / chunk * chunk;
  const sde::Batch classes = classes_of(trained, key, begin, end - begin);
  std::vector<double> evaluations(static_cast<std::size_t>((first + n) / chunk + 1), 0);
  for_each_chunk(trained, first, first + n, [&](ad::i64 c, losses::NetworkScore& score) {
    const sde::KeyedNoise noise(key, c * chunk);
    const sde::Batch of_chunk =
        classes.rows() > 0 ? classes.middleRows(c * chunk - begin, chunk).eval() : sde::Batch();
    evaluations[static_cast<std::size_t>(c)] =
        with_score(score, of_chunk, how.guidance, [&](sde::Score& told) {
          const metrics::Points x = sample_chunk(trained, how.plan, noise, told,
                                                 start_of(trained, how.start, noise, key, c * chunk));
          const ad::i64 from = std::max(first, c * chunk), to = std::min(first + n, (c + 1) * chunk);
          out.points.middleRows(from - first, to - from) = x.middleRows(from - c * chunk, to - from);
        });
  });
  double chunks = 0;
  for (const double e : evaluations) out.evaluations += e, chunks += e > 0;
  out.evaluations /= std::max(chunks, 1.0);
  for (ad::i64 i = 0; i < n && classes.rows() > 0; ++i) out.classes.push_back(classes(first - begin + i, 0));
  return out;
}

Trajectories trajectories(const TrainedScore& trained, const Generation& how, ad::Key key,
                          const std::vector<double>& times, ad::i64 paths, const Watch& watch,
                          ad::i64 chunk) {
  const ad::i64 first = chunk * trained.chunk;
  paths = std::min(paths, trained.chunk);
  losses::NetworkScore score =
      trained.model.score(trained.parameters, trained.chunk, trained.workers.device());
  const sde::KeyedNoise noise(key, first);
  sde::Batch u = start_of(trained, how.start, noise, key, first);
  Trajectories out{{trained.model.sde().T}, metrics::Points()};
  std::vector<Eigen::VectorXd> columns{u.col(0).head(paths)};
  with_score(score, classes_of(trained, key, first, trained.chunk), how.guidance, [&](sde::Score& told) {
    if (watch) watch(out.times.back(), u, told);
    how.plan.trace(sde::Reverse(trained.model.sde(), how.plan.lambda), told, noise, times, u,
                   [&](std::size_t, double t, const sde::Batch& state) {
                     if (t == out.times.back()) return;  // two times before the same node
                     out.times.push_back(t);
                     columns.push_back(state.col(0).head(paths));
                     if (watch) watch(t, state, told);
                   });
  });
  out.values.resize(paths, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c) out.values.col(static_cast<Eigen::Index>(c)) = columns[c];
  return out;
}

std::vector<double> trajectory_times(const options::SamplingPlan& plan, const std::vector<double>& chosen) {
  std::vector<double> times;
  for (const double t :
       chosen.empty() ? sde::quadratic_grid(plan.grid.front(), plan.grid.back(), 120) : chosen)
    if (t >= plan.grid.back() && t < plan.grid.front()) times.push_back(t);
  std::sort(times.begin(), times.end(), std::greater<>());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

Eigen::VectorXd log_likelihoods(const TrainedScore& trained, const metrics::Points& x,
                                const FlowLikelihood& how, ad::Key key) {
  const sde::LinearSde& sde = trained.model.sde();
  Eigen::VectorXd out(x.rows());
  sde::LikelihoodSettings settings = how.settings;
  if (!settings.law) settings.law = data::data_moments(*trained.model.data);
  for_each_chunk(trained, 0, x.rows(), [&](ad::i64 c, sde::Score& score) {
    const Eigen::Index from = c * trained.chunk,
                       rows = std::min<Eigen::Index>(trained.chunk, x.rows() - from);
    const metrics::Points padded = rows_of_chunk(x, from, trained.chunk);
    const sde::KeyedNoise noise(key, from);
    const auto divergence = divergence_of(how, noise);
    const Eigen::VectorXd values = sde::log_likelihood(
        sde, score, sde::augmented(sde, padded, sde::StepNoise(noise, 0)), *divergence, settings);
    out.segment(from, rows) = values.head(rows);
  });
  return out.array() + (sde.k() > 1 ? sde::auxiliary_entropy(sde, trained.model.d()) : 0.0) -
         trained.model.data->units().log_volume();
}

const std::vector<Start>& starts() {
  static const std::vector<Start> rows{
      {"prior", "the prior of the SDE",
       [](const sde::LinearSde& sde, const data::DataSet& data, const sde::Noise& noise, ad::Key, ad::i64,
          ad::i64 rows) { return sde::draw_prior(sde, rows, data.dimension(), noise); }},
      {"exact", "fresh data carried to T by the forward kernel: no initialisation error",
       [](const sde::LinearSde& sde, const data::DataSet& data, const sde::Noise& noise, ad::Key key,
          ad::i64 first, ad::i64 rows) {
         return sde::draw_marginal(sde, data::sample(data, key / "start", rows, 0, first), noise);
       }}};
  return rows;
}

const Start& start_named(const std::string& name) {
  const auto row =
      std::find_if(starts().begin(), starts().end(), [&](const Start& s) { return s.name == name; });
  if (row == starts().end()) throw std::out_of_range("starts: no '" + name + "'");
  return *row;
}

}  // namespace pont::kinds::score
