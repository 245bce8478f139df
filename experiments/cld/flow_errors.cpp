// One batch through the flow, and the exact densities at both of its ends.
#include "experiments/cld/flow_errors.hpp"

#include "experiments/cld/toys.hpp"
#include "experiments/data/diamond.hpp"
#include "experiments/data/entropy.hpp"
#include "sde/exact_score.hpp"

namespace pont::experiments {
namespace {

Estimate mean_of(const Eigen::VectorXd& v) {
  return estimate({v.data(), static_cast<std::size_t>(v.size())});
}

}  // namespace

Estimate FlowErrors::mean_error() const { return mean_of(data); }
Estimate FlowErrors::mean_solver_error() const { return mean_of(solver); }

FlowErrors flow_errors(const sde::LinearSde& sde, sde::Divergence& divergence, int probes_per_evaluation,
                       const sde::LikelihoodSettings& settings, ad::Key key, Eigen::Index n) {
  const Points x = sample(*DiamondOptions().build(), key / "data", n);
  const sde::KeyedNoise noise(key / "auxiliary", 0);
  const sde::Batch u = sde::augmented(sde, x, sde::StepNoise(noise, 0));
  sde::MixtureScore exact(sde, diamond());
  sde::CountingScore counting(exact);
  const Eigen::VectorXd flow = sde::log_likelihood(sde, counting, u, divergence, settings);
  const Eigen::VectorXd truth = exact.log_density(u, 0), of_data = log_density(diamond(), x);
  FlowErrors errors{flow - truth, flow - exact.log_density(u, settings.t0)};
  errors.nll = -(flow - truth + of_data).mean();  // log p(x, v) - log p(v), p(v) = p(x, v) / p(x)
  errors.exact_nll = -of_data.mean();
  errors.evaluations = counting.evaluations() / probes_per_evaluation;
  return errors;
}

FlowErrors flow_errors(const sde::LinearSde& sde, const sde::LikelihoodSettings& settings, ad::Key key,
                       Eigen::Index n) {
  sde::ExactDivergence divergence;
  const int probes = static_cast<int>(sde.driven().size() * 2);  // one for each driven coordinate
  return flow_errors(sde, divergence, probes, settings, key, n);
}

}  // namespace pont::experiments
