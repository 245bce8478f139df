// Paired comparisons wherever the truth is known.
#include "experiments/score/evaluate.hpp"

#include <cmath>
#include <stdexcept>

#include "experiments/data/entropy.hpp"
#include "losses/evaluation.hpp"
#include "sde/exact_score.hpp"

namespace pont::experiments {
namespace {

ad::Tensor as_floats(const Points& x) {
  ad::Tensor t({x.rows(), x.cols()}, ad::Dtype::f32);
  for (Eigen::Index i = 0; i < x.size(); ++i)
    t.data<float>()[static_cast<std::size_t>(i)] = static_cast<float>(x.data()[i]);
  return t;
}

// What log_likelihoods would be with a perfect score: the bound through the same draws of the auxiliary
// blocks, whose noise then cancels in the difference.
Eigen::VectorXd exact_log_likelihoods(const ScoreModel& model, const sde::Mixture& law, const Points& x,
                                      ad::Key key) {
  const sde::LinearSde& sde = model.sde();
  if (sde.k() == 1) return log_density(law, x);
  const sde::KeyedNoise noise(key, 0);
  sde::MixtureScore exact(sde, law);
  const sde::Batch u = sde::augmented(sde, x, sde::StepNoise(noise, 0));
  return exact.log_density(u, 0).array() + sde::auxiliary_entropy(sde, model.d());
}

}  // namespace

Judged evaluate_loss(const TrainedScore& trained, const EvaluationSettings& settings, ad::Key key) {
  return evaluate_loss(trained, trained.model.objective, settings, key);
}

Judged evaluate_loss(const TrainedScore& trained, const losses::Denoising& objective,
                     const EvaluationSettings& settings, ad::Key key) {
  const ScoreModel& m = trained.model;
  const ad::Tensor x = as_floats(sample(*m.data, key / "data", settings.loss_rows));
  const losses::Sampling draws{key / "objective"};
  const Eigen::VectorXd ours = losses::network_losses(objective, m.parameters, *m.network, trained.parameters,
                                                      x, draws, trained.workers.device());
  const auto law = m.data->exact();
  if (!law) return {estimate(ours), {}, {}, 0};
  sde::MixtureScore exact(m.sde(), *law);
  const Eigen::VectorXd floor = losses::score_losses(objective, exact, x, draws);
  return {estimate(ours), estimate(floor), estimate(ours - floor), 0};
}

Judged evaluate_likelihood(const TrainedScore& trained, const EvaluationSettings& settings, ad::Key key) {
  const Points x = sample(*trained.model.data, key / "data", settings.likelihood_rows);
  const Eigen::VectorXd all = -log_likelihoods(
      trained, x, {{.t0 = settings.likelihood_time}, settings.likelihood_probes}, key / "auxiliary");
  std::vector<Eigen::Index> kept;
  for (Eigen::Index i = 0; i < all.size(); ++i)
    if (std::isfinite(all[i])) kept.push_back(i);
  if (kept.empty())
    throw std::runtime_error("likelihood: the learned flow loses every test point; train longer");
  const ad::i64 lost = all.size() - static_cast<ad::i64>(kept.size());
  const Eigen::VectorXd ours = all(kept);
  const auto law = trained.model.data->exact();
  if (!law) return {estimate(ours), {}, {}, lost};
  const Eigen::VectorXd floor = -log_density(*law, x(kept, Eigen::all));
  const Eigen::VectorXd joint = -exact_log_likelihoods(trained.model, *law, x, key / "auxiliary")(kept);
  return {estimate(ours), estimate(floor), estimate(ours - joint), lost};
}

Judged evaluate_samples(const Metric& metric, const DataSet& data, const Points& samples,
                        const EvaluationSettings& settings, ad::Key key) {
  const Draw draw = [&](const ad::Key& k, Eigen::Index n) { return sample(data, k, n); };
  const Estimate floor =
      sampling_floor(metric, draw, settings.cloud, settings.cloud, key / "floor", settings.repetitions);
  std::vector<double> values;
  for (ad::i64 r = 0; r < settings.repetitions; ++r)
    values.push_back(metric(samples.middleRows(r * settings.cloud, settings.cloud),
                            sample(data, key / "data" / static_cast<std::uint64_t>(r), settings.cloud)));
  return {estimate(values), floor, {}, 0};
}

}  // namespace pont::experiments
