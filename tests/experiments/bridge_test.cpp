// Parts of the experiment `bridge`: the cache, the simulator, the methods.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "bridge_fixtures.hpp"
#include "experiments/kinds/bridge/dsb.hpp"
#include "experiments/kinds/bridge/exact_bridge.hpp"
#include "experiments/kinds/bridge/line_truth.hpp"
#include "experiments/run/train_keys.hpp"
#include "options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using ad::i64;

// Fixed points of a law: as many different ones as asked for, each drawn again and again.
TEST(TrainingPoints, AreFixedAndAsManyAsAskedFor) {
  TrainKeys keys;
  const ad::Key key = ad::Key::root(6);
  const auto distinct = [&] {
    const Points x = sample(*keys.training_set(normal(1, 4), key / "points"), key / "draws", 2'000);
    return std::pair(std::set<double>(x.data(), x.data() + x.size()), x.mean());
  };
  EXPECT_EQ(distinct().first.size(), 2'000u);  // endless
  keys.points = 40;
  const auto [values, mean] = distinct();
  EXPECT_EQ(values.size(), 40u);
  const Points points = sample(*normal(1, 4), key / "points", 40);
  EXPECT_EQ(values, std::set<double>(points.data(), points.data() + 40));
  EXPECT_NEAR(mean, points.mean(), 5 * 2 / std::sqrt(2e3));
}

// A non-diagonal covariance is stored along its axes; an affine image of a Gaussian is one.
TEST(NormalLaw, OfTiltedAndMappedGaussians) {
  const Eigen::Matrix2d S{{2, 0.9}, {0.9, 0.7}}, A{{1.2, 0.5}, {-0.3, 0.6}};
  const Eigen::Vector2d m(1, -2);
  const auto law = [](const std::string& yaml) { return normal_law(*choice_of(data_sets(), yaml)->build()); };
  const std::string tilted = "{type: gaussian, mean: [1, -2], covariance: [[2, 0.9], [0.9, 0.7]]}",
                    mapped = "{type: affine, matrix: [[1.2, 0.5], [-0.3, 0.6]], shift: [4, -6], of: ";
  EXPECT_LT((law(tilted)->covariance - S).norm(), 1e-14);
  EXPECT_LT((law(tilted)->mean - m).norm(), 1e-14);
  EXPECT_LT((law(mapped + tilted + "}")->covariance - A * S * A.transpose()).norm(), 1e-14);
  EXPECT_LT((law(mapped + tilted + "}")->mean - A * m - Eigen::Vector2d(4, -6)).norm(), 1e-14);
  EXPECT_FALSE(law("{type: two_moons}"));
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

}  // namespace
}  // namespace pont::experiments
