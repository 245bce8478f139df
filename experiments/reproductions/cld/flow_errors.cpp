// One batch through the flow, and the exact densities at both of its ends.
#include "experiments/reproductions/cld/flow_errors.hpp"

#include <cmath>
#include <numbers>

#include "experiments/data/gaussians.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/exact_score.hpp"

namespace pont::reproductions::cld {
namespace {

// log p_t(v) of the auxiliary blocks [B], whose law is Gaussian but for beta t of the data.
Eigen::VectorXd auxiliary_log_density(const sde::LinearSde& sde, const sde::Batch& u, double t) {
  const int aux = sde.k() - 1;
  if (aux == 0) return Eigen::VectorXd::Zero(u.rows());
  sde::Mat start = sde.initial;
  start(0, 0) = diamond_axis().means.square().mean() + diamond_sigma * diamond_sigma;
  const sde::Mat inverse_root = sde::cholesky(sde.covariance(t, start).bottomRightCorner(aux, aux))
                                    .triangularView<Eigen::Lower>()
                                    .solve(sde::Mat::Identity(aux, aux));
  const double constant =
      inverse_root.diagonal().array().log().sum() - 0.5 * aux * std::log(2 * std::numbers::pi);
  const sde::Batch white = sde::mixed(inverse_root, u.rightCols(2 * aux));
  return (2 * constant - 0.5 * white.rowwise().squaredNorm().array()).matrix();
}

}  // namespace

metrics::Estimate FlowErrors::mean_error() const { return metrics::estimate(data); }
metrics::Estimate FlowErrors::mean_solver_error() const { return metrics::estimate(solver); }

FlowErrors flow_errors(const sde::LinearSde& sde, sde::Divergence& divergence, int probes_per_evaluation,
                       const sde::LikelihoodSettings& settings, ad::Key key, Eigen::Index n) {
  const metrics::Points x = data::sample(*data::DiamondOptions().build(), key / "data", n);
  const sde::KeyedNoise noise(key / "auxiliary", 0);
  const sde::Batch u = sde::augmented(sde, x, sde::StepNoise(noise, 0));
  sde::MixtureScore exact(sde, diamond());
  sde::CountingScore counting(exact);
  const Eigen::VectorXd flow = sde::log_likelihood(sde, counting, u, divergence, settings);
  const Eigen::VectorXd conditional = flow - auxiliary_log_density(sde, u, settings.t0),
                        truth = data::log_density(diamond(), x);
  const double entropy = sde.k() > 1 ? sde::auxiliary_entropy(sde, 2) : 0;
  FlowErrors errors{conditional - truth, flow - exact.log_density(u, settings.t0)};
  errors.nll = metrics::estimate(-conditional);
  errors.exact_nll = metrics::estimate(-truth);
  errors.bound = metrics::estimate(Eigen::VectorXd(-flow.array() - entropy));
  errors.exact_bound = metrics::estimate(Eigen::VectorXd(-exact.log_density(u, 0).array() - entropy));
  errors.evaluations = counting.evaluations() / probes_per_evaluation;
  return errors;
}

FlowErrors flow_errors(const sde::LinearSde& sde, const sde::LikelihoodSettings& settings, ad::Key key,
                       Eigen::Index n) {
  sde::ExactDivergence divergence;
  const int probes = static_cast<int>(sde.driven().size() * 2);  // one for each driven coordinate
  return flow_errors(sde, divergence, probes, settings, key, n);
}

}  // namespace pont::reproductions::cld
