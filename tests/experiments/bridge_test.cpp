// Parts of the experiment `bridge`: the cache, the simulator, the methods, and a small bridge against its
// ideal.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "experiments/bridge/bridge_training.hpp"
#include "experiments/bridge/dsb.hpp"
#include "experiments/bridge/exact_bridge.hpp"
#include "experiments/bridge/line_truth.hpp"
#include "experiments/bridge/matching.hpp"
#include "experiments/data/gaussian_mixture.hpp"
#include "nn/concat_mlp.hpp"

namespace pont::experiments {
namespace {

using ad::i64;

std::unique_ptr<DataSet> normal(double mean, double variance) {
  return std::make_unique<GaussianMixture>(sde::Mixture{Eigen::ArrayXd::Ones(1),
                                                        Eigen::ArrayXXd::Constant(1, 1, mean),
                                                        Eigen::ArrayXXd::Constant(1, 1, variance)});
}

// N(-.5, 1) and N(.5, .5), an asymmetric chain with an odd number of steps.
BridgeModel small_model(const MethodOptions& method) {
  const sde::EulerChain chain(0.4, {0.05, 0.1, 0.15, 0.12, 0.08}, Eigen::VectorXd::Constant(1, 0.2));
  BridgeModel model{normal(-0.5, 1), normal(0.5, 0.5), losses::Chain(chain, losses::step_unit("noise")),
                    method.head(),   nn::Parameters(), nullptr};
  model.network = std::make_unique<nn::ConcatMlp>(model.parameters, "net", 1, 24, 2, model.head->outputs(1),
                                                  nn::activation("silu"));
  return model;
}

TEST(Couplings, EachJoinsAsItsNameSays) {
  Points x(5, 1), y(5, 1);
  x << 3, -1, 0, 7, 2;
  y << 10, 0.1, -1.1, 2.9, 2.2;
  const std::vector<Eigen::Index> sorted{3, 2, 1, 0, 4},
      same{0, 1, 2, 3, 4};  // monotone is optimal on the line
  const auto partners = [&](const std::string& name, double regularisation) {
    return couplings().at(name).make()->build(regularisation)->partners(x, y, ad::Key::root(5));
  };
  EXPECT_EQ(partners("independent", 1), same);
  EXPECT_EQ(partners("optimal", 1), sorted);
  EXPECT_EQ(partners("entropic", 0.02), sorted);
  EXPECT_NE(partners("entropic", 1e4), sorted);  // control: nearly independent
  EXPECT_EQ(couplings().rows().size(), 3u);
}

// The bimodal law of configs/dsb/bimodal.yaml: total variation after 1 and 5 iterations, to the printed
// digits.
TEST(LineTruth, ExactFittingOfABimodalLaw) {
  const sde::EulerChain chain(0.02, std::vector<double>(20, 0.01), Eigen::VectorXd::Zero(1));
  const sde::Mixture data{Eigen::ArrayXd::Ones(2), Eigen::ArrayXXd{{-7}, {7}}, Eigen::ArrayXXd::Ones(2, 1)};
  const LineTruth truth(
      data, {Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Zero(1, 1), Eigen::ArrayXXd::Constant(1, 1, 50)},
      chain);
  DsbOptions options;
  options.iterations = 5;
  const std::vector<double> exact = truth.exact_total_variation(*options.build());
  EXPECT_NEAR(exact[0], 0.58776, 2e-4);
  EXPECT_NEAR(exact[8], 0.30364, 2e-4);
  const Points right = sample(GaussianMixture(data), ad::Key::root(9), 20'000);
  EXPECT_LT(truth.total_variation(right, 0), 0.02);
  EXPECT_NEAR(truth.total_variation(right.cwiseAbs(), 0), 0.5, 0.01);  // one mode missing
  EXPECT_NEAR(truth.total_variation(Points::Constant(10, 1, 1e3), 0), 1, 1e-6);
}

TEST(PairCache, EveryPassIsAPermutation) {
  PairCache cache(6, 5, 1, true, ad::Key::root(1));
  for (i64 unit = 0; unit < 6; ++unit)
    for (int edge = 0; edge < 5; ++edge) cache.a(unit, edge)[0] = static_cast<float>(5 * unit + edge);
  std::vector<float> rows(2 * 60), again(2 * 7);
  std::vector<i64> edges(60), again_edges(7);
  cache.read(2, 0, rows, edges);
  for (int pass = 0; pass < 2; ++pass) {
    std::vector<int> seen;
    for (int i = 30 * pass; i < 30 * (pass + 1); ++i) {
      seen.push_back(static_cast<int>(rows[static_cast<std::size_t>(2 * i)]));
      EXPECT_EQ(seen.back() % 5, edges[static_cast<std::size_t>(i)]);
    }
    EXPECT_FALSE(std::is_sorted(seen.begin(), seen.end()));
    std::sort(seen.begin(), seen.end());
    for (int i = 0; i < 30; ++i) EXPECT_EQ(seen[static_cast<std::size_t>(i)], i);
  }
  EXPECT_FALSE(std::equal(edges.begin(), edges.begin() + 30, edges.begin() + 30));  // passes differ
  cache.read(2, 27, again, again_edges);  // across the end of a pass, as a resumed run reads
  EXPECT_TRUE(std::equal(again.begin(), again.end(), rows.begin() + 2 * 27));
}

TEST(Simulator, TheReferenceHasItsExactLaws) {
  const DsbOptions method;
  const BridgeModel model = small_model(method);
  ad::Workers workers(2);
  const i64 n = 40'000;
  const SimulatedPaths paths =
      simulate(model, reference_policy(model.chain), ad::Key::root(4), n, 1000, workers);
  const auto exact = sde::laws(model.chain.reference().kernels(), *normal_law(*model.data));
  const auto ours = state_moments(paths);
  double energy = 0;  // of the drift -alpha (x - centre)
  for (std::size_t k = 0; k < exact.size(); ++k) {
    const double variance = exact[k].covariance(0, 0), offset = exact[k].mean[0] - 0.2;
    EXPECT_NEAR(ours[k].mean[0], exact[k].mean[0], 5 * std::sqrt(variance / double(n)));
    EXPECT_NEAR(ours[k].covariance(0, 0), variance, 5 * variance * std::sqrt(2 / double(n)));
    if (k < 5) energy += model.chain.reference().gamma(int(k)) * 0.16 * (variance + offset * offset);
  }
  EXPECT_NEAR(paths.energy, energy, 0.02 * energy);
  EXPECT_NEAR(end_covariance(paths)(0, 0), model.chain.reference().whole().gain, 0.03);
}

TEST(Simulator, PathsDependOnNeitherChunkNorWorkers) {
  const DsbOptions method;
  const BridgeModel model = small_model(method);
  const LearnedPolicy policy = reference_policy(model.chain);
  ad::Workers one(1), three(3);
  const SimulatedPaths a = simulate(model, policy, ad::Key::root(4), 100, 12, one),
                       b = simulate(model, policy, ad::Key::root(4), 64, 24, three);
  for (std::size_t k = 0; k < a.states.size(); ++k) EXPECT_EQ(a.states[k].topRows(64), b.states[k]);
}

TEST(Dsb, TheScoreFormSumsNetworksWithAlternatingSigns) {
  DsbOptions options;
  options.target = "score";
  const BridgeModel model = small_model(options);
  const auto method = options.build();
  const std::vector<TrainedNetwork> networks(3, std::make_shared<const ad::Tensor>());
  const LearnedPolicy third = method->policy(2, model, networks);  // the second backward chain
  EXPECT_EQ(third.direction, losses::backward);
  EXPECT_EQ(third.reference, -1);
  ASSERT_EQ(third.terms.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(third.terms[i].weight, i == 1 ? -1 : 1);
    EXPECT_EQ(third.terms[i].trained, i == 1 ? losses::forward : losses::backward);
  }
  options.target = "mean_matching";
  EXPECT_EQ(options.build()->policy(2, model, networks).terms.size(), 1u);
}

// Ends with the stationary law of the chain: the reference is the bridge, and its drift -alpha (x - c) known.
TEST(ExactBridge, TheEnergyOfAStationaryReference) {
  const double alpha = 0.6, gamma = 0.1, a = 1 - alpha * gamma, v = 2 * gamma / (1 - a * a);
  const DsbOptions options;
  const sde::EulerChain chain(alpha, std::vector<double>(7, gamma), Eigen::VectorXd::Constant(1, 0.3));
  const BridgeModel model{normal(0.3, v), normal(0.3, v),   losses::Chain(chain, losses::step_unit("noise")),
                          options.head(), nn::Parameters(), nullptr};
  const auto exact = exact_bridge(model, *options.build());
  EXPECT_NEAR(exact->energy_forward, 7 * gamma * alpha * alpha * v, 1e-12);
  EXPECT_NEAR(exact->energy_backward, exact->energy_forward, 1e-12);  // it is reversible
  EXPECT_NEAR(exact->limit.cross(0, 0), std::pow(a, 7) * v, 1e-12);
}

// The last chain of a method after `half_bridges` of 500 steps, run from its own end.
struct Trained {
  SimulatedPaths paths;
  std::optional<ExactBridge> exact;
};
Trained trained(const MethodOptions& options, int half_bridges) {
  const BridgeModel model = small_model(options);
  const auto method = options.build();
  ad::Workers workers(2);
  const nn::Adam adam;
  const nn::TrainingOptions training{240, 120, nn::cosine(1e-2, 0, 500), 10, 0.98};
  BridgeTraining trainee(model, *method, {{training, adam, 2400, 100, 240}, 500, true, ad::Key::root(7)},
                         workers);
  while (trainee.step() < 500 * half_bridges) trainee.advance(false);
  return {simulate(model, method->policy(half_bridges - 1, model, trainee.networks()), ad::Key::root(8),
                   20'000, 1000, workers),
          exact_bridge(model, *method)};
}

// Four half-bridges of each target, the last against the ideal recursion.
TEST(Dsb, LearnsWhatPerfectNetworksWould) {
  const std::pair<std::string, std::string> variants[] = {{"mean_matching", "reference"},
                                                          {"score", "reference"},
                                                          {"simplified", "reference"},
                                                          {"simplified", "learned"}};
  for (const auto& [target, variance] : variants) {
    DsbOptions options;
    options.iterations = 2, options.target = target, options.variance = variance;
    const Trained t = trained(options, 4);
    const sde::Gaussian end = state_moments(t.paths).back();
    const sde::GaussianCoupling &ideal = t.exact->ideal[3], &first = t.exact->ideal[0];
    EXPECT_NEAR(end.mean[0], ideal.end.mean[0], 0.03) << target << ", " << variance;
    EXPECT_NEAR(end.covariance(0, 0), ideal.end.covariance(0, 0), 0.03) << target << ", " << variance;
    EXPECT_NEAR(end_covariance(t.paths)(0, 0), ideal.cross(0, 0), 0.03) << target << ", " << variance;
    EXPECT_GT(std::abs(ideal.cross(0, 0) - first.cross(0, 0)), 0.05);  // control: the iterates differ by more
  }
}

// Iterative Markovian fitting from independent ends finds the bridge; what is left is O(gamma), five long
// steps.
TEST(Dsbm, ComesToTheBridgeFromIndependentEnds) {
  DsbmOptions options;
  options.iterations = 3, options.start = "independent";
  const Trained t = trained(options, 6);
  const sde::GaussianCoupling& limit = t.exact->limit;
  const sde::Gaussian end = state_moments(t.paths).back();
  EXPECT_NEAR(end.mean[0], limit.end.mean[0], 0.05);
  EXPECT_NEAR(end.covariance(0, 0), limit.end.covariance(0, 0), 0.12);
  EXPECT_NEAR(end_covariance(t.paths)(0, 0), limit.cross(0, 0), 0.06);
  EXPECT_GT(limit.cross(0, 0), 0.3);  // control: independent ends have 0
}

// One pass on a coupling keeps both laws; with noise 0 the chain is an ordinary differential equation.
TEST(Matching, KeepsTheLawsOfBothEnds) {
  for (const double noise : {1.0, 0.0}) {
    MatchingOptions options;
    options.noise = noise;
    const Trained t = trained(options, 2);
    const sde::Gaussian end = state_moments(t.paths).back();
    EXPECT_NEAR(end.mean[0], 0.5, 0.05) << noise;
    EXPECT_NEAR(end.covariance(0, 0), 0.5 + 0.16 * noise, 0.05) << noise;  // 2 gamma of the last step on top
    const double correlation = end_covariance(t.paths)(0, 0) / std::sqrt(end.covariance(0, 0));
    EXPECT_EQ(correlation > 0.99, noise == 0) << correlation;  // a monotone map, and with noise none
  }
}

}  // namespace
}  // namespace pont::experiments
