// Small bridges trained by every method, against perfect networks and the exact bridge.
#include <gtest/gtest.h>

#include <cmath>

#include "bridge_fixtures.hpp"
#include "experiments/kinds/bridge/bridge_training.hpp"
#include "experiments/kinds/bridge/conditional.hpp"
#include "experiments/kinds/bridge/dsb.hpp"
#include "experiments/kinds/bridge/exact_bridge.hpp"
#include "experiments/kinds/bridge/matching.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

// Networks of the first half-bridges, after 500 steps each.
std::vector<TrainedNetwork> train_half_bridges(const BridgeModel& model, const Method& method,
                                               int half_bridges, ad::Workers& workers) {
  const nn::Adam adam;
  const nn::TrainingOptions training{240, 120, nn::cosine(1e-2, 0, 500), 10, 0.98};
  BridgeTraining trainee(model, method, {{training, adam, 2400, 100, 240}, 500, true, ad::Key::root(7)},
                         workers);
  while (trainee.step() < 500 * half_bridges) trainee.advance(false);
  return {trainee.networks().begin(), trainee.networks().end()};
}

// A chain whose steps are exact scores its floor, and a coupling its own closed form.
TEST(ConditionalScore, OfExactStepsIsTheFloor) {
  const DsbOptions options;
  const BridgeModel model = small_model(options);
  ad::Workers workers(2);
  const sde::AffineKernel reference = sde::whole(model.chain.reference().kernels());
  const sde::GaussianCoupling truth = sde::coupling_from_start(*normal_law(*model.data), reference);
  const ConditionalSettings settings{60, 400};
  const Estimate ours = conditional_score(model, reference_policy(model.chain), truth, settings,
                                          ad::Key::root(3), workers),
                 floor = conditional_floor(losses::forward, truth, settings, ad::Key::root(4));
  EXPECT_NEAR(ours.mean, floor.mean, 5 * (ours.standard_error + floor.standard_error));
  // Moments of n draws: E |mean - m|^2 = v / n, E (s - sqrt v)^2 = v / 2 n.
  const double v = truth.forward().covariance(0, 0), all = truth.end.covariance(0, 0);
  EXPECT_NEAR(floor.mean, 200 * 1.5 * v / 400 / all, 5 * floor.standard_error);
  // Another mean and another gain are as far away as the closed form says, plus the floor.
  sde::GaussianCoupling moved = truth;
  moved.end.mean[0] += 0.5, moved.cross *= 0.6;
  const double exact = conditional_score(losses::forward, truth, moved);
  EXPECT_GT(exact, 30);
  const Estimate far =
      conditional_score(model, reference_policy(model.chain), moved, settings, ad::Key::root(3), workers);
  EXPECT_NEAR(far.mean, exact, 5 * far.standard_error + 5 * floor.mean);
  EXPECT_EQ(conditional_score(losses::backward, truth, truth), 0);
}

// A bridge between Gaussians whose covariances do not commute, against the recursion with full matrices.
TEST(Dsb, BetweenTiltedGaussians) {
  for (const auto& [target, variance] :
       {std::pair{"mean_matching", "reference"}, {"simplified", "learned"}}) {
    DsbOptions options;
    options.iterations = 3, options.target = target, options.variance = variance;
    const Eigen::Matrix2d S0{{2, 0.9}, {0.9, 0.7}}, S1{{0.8, -0.5}, {-0.5, 1.2}};
    const auto tilted = [](double mean, const Eigen::Matrix2d& S) {
      return std::make_unique<GaussianMixture>(sde::gaussian(Eigen::Vector2d(mean, -mean), S));
    };
    const sde::EulerChain chain(0, {0.1, 0.15, 0.2, 0.15, 0.1}, Eigen::VectorXd::Zero(2));
    BridgeModel model{tilted(0.5, S0), tilted(-0.5, S1), losses::Chain(chain, losses::step_unit("noise")),
                      options.head(),  nn::Parameters(), nullptr};
    model.network = std::make_unique<nn::ConcatMlp>(model.parameters, "net", 2, 24, 2, model.head->outputs(2),
                                                    nn::activation("silu"));
    const auto method = options.build();
    ad::Workers workers(2);
    const auto networks = train_half_bridges(model, *method, 6, workers);
    const auto exact = exact_bridge(model, *method);
    const LearnedPolicy policy = method->policy(5, model, networks);
    const SimulatedPaths paths = simulate(model, policy, ad::Key::root(8), 20'000, 1000, workers);
    const sde::GaussianCoupling& ideal = exact->ideal[5];
    EXPECT_LT(coupling_divergence(paths, ideal), 0.005) << target;           // its floor is 0.0004
    EXPECT_GT(coupling_divergence(paths, exact->ideal[0]), 0.02) << target;  // control: the iterates differ
    const ConditionalSettings settings{20, 400};
    EXPECT_NEAR(conditional_score(model, policy, exact->limit, settings, ad::Key::root(9), workers).mean,
                conditional_score(losses::forward, ideal, exact->limit) +
                    conditional_floor(losses::forward, exact->limit, settings, ad::Key::root(9)).mean,
                1)
        << target;
  }
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
  const auto networks = train_half_bridges(model, *method, half_bridges, workers);
  return {simulate(model, method->policy(half_bridges - 1, model, networks), ad::Key::root(8), 20'000, 1000,
                   workers),
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
