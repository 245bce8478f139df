// Evaluation of a score model: paired comparisons wherever the truth is known.
#include "experiments/kinds/score/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "experiments/config/error.hpp"
#include "experiments/data/known_law.hpp"
#include "losses/evaluation.hpp"
#include "sde/decompositions.hpp"
#include "sde/exact_score.hpp"
#include "sde/runge_kutta.hpp"

namespace pont::kinds::score {
namespace {

ad::Tensor as_floats(const metrics::Points& x) {
  ad::Tensor t({x.rows(), x.cols()}, ad::Dtype::f32);
  for (Eigen::Index i = 0; i < x.size(); ++i)
    t.data<float>()[static_cast<std::size_t>(i)] = static_cast<float>(x.data()[i]);
  return t;
}

// What log_likelihoods would be with a perfect score: for k > 1 the bound through the same draws of the
// auxiliary blocks, whose noise then cancels in the difference.
Eigen::VectorXd exact_log_likelihoods(const ScoreModel& model, const sde::Mixture& law,
                                      const metrics::Points& x, ad::Key key) {
  const sde::LinearSde& sde = model.sde();
  if (sde.k() == 1) return data::log_density(law, x);
  const sde::KeyedNoise noise(key, 0);
  sde::MixtureScore exact(sde, law);
  const sde::Batch u = sde::augmented(sde, x, sde::StepNoise(noise, 0));
  return exact.log_density(u, 0).array() + sde::auxiliary_entropy(sde, model.d());
}

// Why there can be no likelihood, whatever the network; empty where there can be one.
std::string no_likelihood(const sde::LinearSde& sde, const std::optional<sde::Mixture>& law) {
  const int aux = sde.k() - 1;
  if (law && !data::has_density(*law)) return "the law has no density";
  if (aux > 0 && !sde::positive_definite(sde.initial.bottomRightCorner(aux, aux)))
    return "the auxiliary blocks have no density at t = 0";
  return {};
}

// Loss and likelihood are those of the unconditional score.
bool knows_no_unconditional(const ScoreModel& m) { return m.conditional() && m.drop == 0; }
constexpr const char* never_dropped = "every point of training was told its class (condition.drop: 0)";

// The losses of the network and, beside them, those of the exact score of a law on the same draws.
run::Judged losses_beside(const TrainedScore& trained, const losses::Denoising& objective, ad::i64 rows,
                          const std::optional<sde::Mixture>& law, ad::Key key) {
  const ScoreModel& m = trained.model;
  if (knows_no_unconditional(m)) return run::not_given(never_dropped, rows);
  const ad::Tensor x = as_floats(data::sample(*m.data, key / "data", rows));
  const losses::Sampling draws{key / "objective"};
  const Eigen::VectorXd ours = losses::network_losses(objective, m.parameters, *m.network, trained.parameters,
                                                      x, draws, trained.workers.device());
  if (!law) return run::judge(ours);
  sde::MixtureScore exact(m.sde(), *law);
  return run::judge_paired(ours, losses::score_losses(objective, exact, x, draws));
}

}  // namespace

run::Judged evaluate_loss(const TrainedScore& trained, const EvaluationSettings& settings, ad::Key key) {
  return evaluate_loss(trained, trained.model.objective, settings, key);
}

run::Judged evaluate_loss(const TrainedScore& trained, const losses::Denoising& objective,
                          const EvaluationSettings& settings, ad::Key key) {
  return losses_beside(trained, objective, settings.loss_rows, trained.model.data->exact(), key);
}

run::Judged evaluate_linear_loss(const TrainedScore& trained, const EvaluationSettings& settings,
                                 const sde::Gaussian& law, ad::Key key) {
  constexpr ad::i64 most = 1'000;  // a row takes d^2 operations for each block of the state
  return losses_beside(trained, trained.model.objective, std::min(settings.loss_rows, most),
                       sde::gaussian(law.mean, law.covariance), key);
}

std::string likelihood_name(const sde::LinearSde& sde) {
  return sde.k() > 1 ? "likelihood_bound" : "likelihood";
}

namespace {

FlowLikelihood flow_of(const EvaluationSettings& settings) {
  return {{.t0 = settings.likelihood_time, .tolerance = {.evaluations = settings.likelihood_evaluations}},
          settings.likelihood_probes};
}

}  // namespace

std::vector<double> likelihoods_of(const TrainedScore& trained, const metrics::Points& points,
                                   const EvaluationSettings& settings, ad::Key key) {
  const ScoreModel& m = trained.model;
  if (has_bytes(m)) return bits_of(trained, points, settings.bit_settings(), key);
  std::string reason = knows_no_unconditional(m) ? never_dropped : no_likelihood(m.sde(), m.data->exact());
  if (points.cols() != m.d())
    reason =
        fmt::format("points of dimension {} given, and the model is of dimension {}", points.cols(), m.d());
  if (!reason.empty()) throw config::ConfigError("likelihood: " + reason);
  const Eigen::VectorXd values =
      log_likelihoods(trained, m.data->units().standardised(points), flow_of(settings), key);
  return {values.data(), values.data() + values.size()};
}

run::Judged evaluate_likelihood(const TrainedScore& trained, const EvaluationSettings& settings,
                                ad::Key key) {
  const ScoreModel& m = trained.model;
  const auto law = m.data->exact();
  if (knows_no_unconditional(m)) return run::not_given(never_dropped, settings.likelihood_rows);
  if (std::string reason = no_likelihood(m.sde(), law); !reason.empty())
    return run::not_given(reason, settings.likelihood_rows);
  const metrics::Points x = data::sample(*m.data, key / "data", settings.likelihood_rows);
  try {
    const Eigen::VectorXd ours = -log_likelihoods(trained, x, flow_of(settings), key / "auxiliary");
    if (!law) return run::judge(ours);
    return run::judge_paired(ours, -exact_log_likelihoods(m, *law, x, key / "auxiliary"));
  } catch (const sde::TooManyEvaluations& e) {
    return run::failed(std::string(e.what()) + " (evaluate.likelihood_evaluations)",
                       settings.likelihood_rows);
  }
}

void record_density(run::RunRecord& record, const TrainedScore& trained, const DensityKeys& keys,
                    ad::Key key) {
  metrics::Points grid(keys.cells * keys.cells, 2), values(keys.cells, keys.cells);
  const auto centre = [&](Eigen::Index i) {
    return keys.extent * ((2.0 * static_cast<double>(i) + 1) / static_cast<double>(keys.cells) - 1);
  };
  for (Eigen::Index r = 0; r < keys.cells; ++r)
    for (Eigen::Index c = 0; c < keys.cells; ++c) grid.row(r * keys.cells + c) << centre(c), centre(r);
  const Eigen::VectorXd log_density =
      log_likelihoods(trained, grid, {{keys.time, {keys.tolerance, keys.tolerance}}}, key);
  for (Eigen::Index i = 0; i < grid.rows(); ++i) values.data()[i] = std::exp(log_density[i]);
  record.points("density/values", values);
  const data::Units units = trained.model.data->units();
  for (const auto& [name, column] : {std::pair{"density/x_range", 0}, {"density/y_range", 1}}) {
    const metrics::Points range = units.original(metrics::Points{{-keys.extent, keys.extent}}, column);
    record.array(name, {range.data(), 2}, {2});
  }
  record.scalar("density/time", keys.time);
  // Data at the same time, to compare with.
  const sde::LinearSde& sde = trained.model.sde();
  const metrics::Points x = data::sample(*trained.model.data, key / "data", 20 * keys.cells * keys.cells);
  const sde::KeyedNoise noise(key / "noise", 0);
  sde::Batch u = sde::augmented(sde, x, sde::StepNoise(noise, 0)), z(u.rows(), u.cols());
  noise.fill(1, 0, z);
  const sde::Kernel kernel = sde.transition(0, keys.time);
  sde::Batch moved = sde::mixed(kernel.Phi, u);
  sde::add_mixed(1, sde::square_root(kernel.Q), z, moved);
  record.points("density/data", units.original(moved.leftCols(2)));
}

}  // namespace pont::kinds::score
