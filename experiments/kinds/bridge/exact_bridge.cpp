// Iterates and limits from sde/bridges, in the order of the half-bridges.
#include "experiments/kinds/bridge/exact_bridge.hpp"

#include "experiments/kinds/bridge/conditional.hpp"
#include "sde/bridges/gaussian_bridge.hpp"
#include "sde/bridges/gaussian_ipf.hpp"

namespace pont::kinds::bridge {
namespace {

std::vector<sde::GaussianCoupling> ideal_couplings(const sde::HalfBridgeRule& rule,
                                                   const sde::EulerChain& chain, const sde::Gaussian& p0,
                                                   const sde::Gaussian& p1, int half_bridges) {
  std::vector<sde::GaussianCoupling> all;
  for (const sde::DsbIterate& iterate : sde::ideal_dsb(rule, chain.kernels(), p0, p1, half_bridges / 2)) {
    all.push_back(iterate.from_end);
    all.push_back(iterate.from_start);
  }
  return all;
}

// E |step(X) - X|^2 for X ~ law.
double squared_step(const sde::AffineKernel& step, const sde::Gaussian& law) {
  const Eigen::MatrixXd M = step.mean.A - Eigen::MatrixXd::Identity(law.mean.size(), law.mean.size());
  return (M * law.covariance * M.transpose()).trace() + (M * law.mean + step.mean.b).squaredNorm();
}

// Row by row.
void append(std::vector<double>& values, const Eigen::MatrixXd& S) {
  for (Eigen::Index i = 0; i < S.rows(); ++i)
    for (Eigen::Index j = 0; j < S.cols(); ++j) values.push_back(S(i, j));
}

void record_couplings(run::RunRecord& record, const std::string& group,
                      const std::vector<sde::GaussianCoupling>& all) {
  std::vector<double> mean0, mean1, variance0, variance1, cross;
  for (const sde::GaussianCoupling& c : all) {
    append(mean0, c.start.mean);
    append(mean1, c.end.mean);
    append(variance0, c.start.covariance.diagonal());
    append(variance1, c.end.covariance.diagonal());
    append(cross, c.cross);
  }
  const store::H5Shape shape{all.size(), mean0.size() / all.size()};
  record.array(group + "/mean_start", mean0, shape);
  record.array(group + "/mean_end", mean1, shape);
  record.array(group + "/variance_start", variance0, shape);
  record.array(group + "/variance_end", variance1, shape);
  record.array(group + "/cross", cross, {shape[0], shape[1], shape[1]});
}

// How far each iterate is from the bridge, in the direction that its half-bridge trains.
void record_scores(run::RunRecord& record, const std::string& group,
                   const std::vector<sde::GaussianCoupling>& all, const ExactBridge& exact,
                   const Method& method) {
  std::vector<double> scores;
  for (std::size_t h = 0; h < all.size(); ++h)
    scores.push_back(conditional_score(method.direction(static_cast<int>(h)), all[h], exact.limit));
  record.array(group + "/cbw2_uvp", scores, {scores.size()});
}

}  // namespace

std::optional<ExactBridge> exact_bridge(const BridgeModel& model, const Method& method) {
  const auto p0 = normal_law(*model.data), p1 = normal_law(*model.prior);
  if (!p0 || !p1) return std::nullopt;
  const sde::EulerChain& chain = model.chain.reference();
  const sde::GaussianBridge bridge = sde::schrodinger_bridge(*p0, *p1, chain);
  ExactBridge exact{0, 0, {}, bridge.ends, {}, {}};
  for (int k = 0; k <= chain.steps(); ++k) exact.laws.push_back(bridge.marginal(chain.pinned(k)));
  for (int k = 0; k < chain.steps(); ++k) {
    const auto at = static_cast<std::size_t>(k);
    exact.energy_forward += squared_step(forward_kernel(bridge, chain, k), exact.laws[at]) / chain.gamma(k);
    exact.energy_backward +=
        squared_step(backward_kernel(bridge, chain, k), exact.laws[at + 1]) / chain.gamma(k);
  }
  exact.ipf = sde::ipf_iterates(*p0, *p1, sde::whole(chain.kernels()), method.half_bridges());
  exact.ipf.erase(exact.ipf.begin());  // iterate 0 is the reference
  if (const sde::HalfBridgeRule* rule = method.ideal())
    exact.ideal = ideal_couplings(*rule, chain, *p0, *p1, method.half_bridges());
  return exact;
}

void record_exact(run::RunRecord& record, const ExactBridge& exact, const Method& method) {
  std::vector<double> mean, variance;
  for (const sde::Gaussian& g : exact.laws) {
    append(mean, g.mean);
    append(variance, g.covariance.diagonal());
  }
  const store::H5Shape shape{exact.laws.size(), mean.size() / exact.laws.size()};
  record.array("bridge/mean", mean, shape);
  record.array("bridge/variance", variance, shape);
  record.scalar("bridge/energy_forward", exact.energy_forward);
  record.scalar("bridge/energy_backward", exact.energy_backward);
  record_couplings(record, "bridge/ends", {exact.limit});
  record_couplings(record, "ipf", exact.ipf);
  record_scores(record, "ipf", exact.ipf, exact, method);
  if (exact.ideal.empty()) return;
  record_couplings(record, "ideal", exact.ideal);
  record_scores(record, "ideal", exact.ideal, exact, method);
}

}  // namespace pont::kinds::bridge
