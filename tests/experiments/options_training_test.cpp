// Networks, optimisers, schedules and objectives from YAML against the classes called directly.
#include <gtest/gtest.h>

#include "autodiff/compile.hpp"
#include "experiments/options/networks.hpp"
#include "experiments/options/objectives.hpp"
#include "experiments/options/optimisers.hpp"
#include "nn/time_networks.hpp"
#include "sde/models.hpp"
#include "tests/experiments/options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using ad::i64;

/// What a network with initial parameters computes for one state and time.
struct Recorded {
  nn::Parameters parameters;
  std::vector<double> output;
};

template <class Make>
Recorded recorded(Make make) {
  Recorded result;
  const auto network = make(result.parameters);
  ad::Tape tape;
  const auto views = result.parameters.views(tape.constant(result.parameters.initial(ad::Key::root(7))));
  const ad::Var u = tape.constant(ad::Tensor::of<float>({1, 2}, std::vector{0.5f, -1.0f}));
  const ad::Var t = tape.constant(ad::Tensor::of<float>({1}, std::vector{0.25f}));
  const ad::Tensor y = ad::eval((*network)({views}, u, t));
  for (i64 i = 0; i < 2; ++i) result.output.push_back(y.at(i));
  return result;
}

Recorded from_yaml(const std::string& yaml) {
  return recorded([&](nn::Parameters& p) { return choice_of(networks(), yaml)->build(p, {{2}, 1, 1}); });
}

void expect_same(const Recorded& a, const Recorded& b) {
  EXPECT_EQ(a.parameters.size(), b.parameters.size());
  EXPECT_EQ(a.output, b.output);
}

TEST(OptionsNetworks, PublishedSizes) {
  EXPECT_EQ(from_yaml("{type: concat_mlp}").parameters.size(), 50306);
  nn::Parameters cld;
  choice_of(networks(), "{type: concat_mlp}")->build(cld, {{2}, 2, 1});
  EXPECT_EQ(cld.size(), 50562);
}

TEST(OptionsNetworks, EveryKeyReachesTheClass) {
  expect_same(from_yaml("{type: concat_mlp, hidden: 5, depth: 2, activation: tanh}"),
              recorded([](nn::Parameters& p) {
                return std::make_unique<nn::ConcatMlp>(p, "net", 2, 5, 2, 2, nn::activation("tanh"));
              }));
  expect_same(from_yaml("{type: residual_mlp, width: 6, blocks: 1, activation: relu, embedding: "
                        "{type: sinusoidal, frequencies: 3, scale: 10}}"),
              recorded([](nn::Parameters& p) {
                return std::make_unique<nn::EmbeddedResidualMlp>(
                    p, "net", 2, 6, 1, 2, nn::activation("relu"),
                    std::make_shared<nn::SinusoidalEmbedding>(3, 10.0));
              }));
  expect_same(from_yaml("{type: residual_mlp, width: 6, blocks: 2, embedding: "
                        "{type: fourier, frequencies: 3, scale: 2, seed: 5}}"),
              recorded([](nn::Parameters& p) {
                const ad::Key key = ad::Key::root(5) / "time embedding";
                return std::make_unique<nn::EmbeddedResidualMlp>(
                    p, "net", 2, 6, 2, 2, nn::activation("silu"),
                    std::make_shared<nn::GaussianFourierEmbedding>(3, key, 2.0));
              }));
}

TEST(OptionsNetworks, EveryKeyOfFourierMlpReachesTheClass) {
  expect_same(
      from_yaml(
          "{type: fourier_mlp, hidden: 5, depth: 2, frequencies: 3, scale: 2, seed: 5, activation: tanh}"),
      recorded([](nn::Parameters& p) {
        const ad::Key key = ad::Key::root(5) / "state features";
        return std::make_unique<nn::FourierMlp>(p, "net", 2, nn::FourierMlp::Features{3, 2, key}, 5, 2, 2,
                                                nn::activation("tanh"));
      }));
}

TEST(OptionsObjectives, HsmNeedsAnAuxiliaryBlock) {
  EXPECT_EQ(
      message_of([] { choice_of(objectives(), "{type: hsm}")->build(sde::vp(sde::constant_clock(4))); }),
      "objective: type: hsm integrates out auxiliary blocks, and 'vp' has none; expected type dsm, or an "
      "SDE with auxiliary blocks such as cld");
  EXPECT_NO_THROW(choice_of(objectives(), "{type: dsm}")->build(sde::vp(sde::constant_clock(4))));
}

TEST(OptionsNetworks, ZeroOutputStartsAtZero) {
  for (const std::string name : {"concat_mlp", "fourier_mlp", "residual_mlp"}) {
    EXPECT_EQ(from_yaml("{type: " + name + ", zero_output: true}").output, (std::vector<double>{0, 0}));
    EXPECT_NE(from_yaml("{type: " + name + "}").output, (std::vector<double>{0, 0}));
  }
}

/// The parameter 1 after two updates with gradient 0.5 at rate 0.1.
double updated(const nn::Optimiser& optimiser) {
  ad::Tape tape;
  const auto one = [&](double x) { return tape.constant(ad::Tensor::of<double>({1}, std::vector{x})); };
  nn::Stepped now{one(1), {}};
  for (std::size_t i = 0; i < optimiser.states().size(); ++i) now.states.push_back(one(0));
  for (i64 step = 0; step < 2; ++step)
    now = optimiser.record(now.parameters, one(0.5), now.states, tape.scalar(0.1, ad::Dtype::f64),
                           tape.constant(ad::Tensor::scalar(step)));
  return ad::eval(now.parameters).at(0);
}
double updated(const std::string& yaml) { return updated(*choice_of(optimisers(), yaml)->build()); }

TEST(OptionsOptimisers, EveryKeyReachesTheClass) {
  EXPECT_EQ(updated("{type: sgd}"), updated(nn::Sgd()));
  EXPECT_EQ(updated("{type: momentum}"), updated(nn::Momentum()));
  EXPECT_EQ(updated("{type: momentum, momentum: 0.5}"), updated(nn::Momentum(0.5)));
  EXPECT_EQ(updated("{type: adam}"), updated(nn::Adam()));
  EXPECT_EQ(updated("{type: adam, beta1: 0.5, beta2: 0.7, epsilon: 0.1}"),
            updated(nn::Adam({0.5, 0.7, 0.1})));
  EXPECT_EQ(updated("{type: adamw}"), updated(nn::AdamW()));
  EXPECT_EQ(updated("{type: adamw, decay: 0.3, beta1: 0.5, beta2: 0.7, epsilon: 0.1}"),
            updated(nn::AdamW(0.3, {0.5, 0.7, 0.1})));
}

std::vector<double> rates(const nn::Schedule& schedule) {
  std::vector<double> all;
  for (const i64 step : {0, 3, 10, 11, 19, 20}) {
    ad::Tape tape;
    all.push_back(ad::eval(schedule(tape.constant(ad::Tensor::scalar(step)))).at(0));
  }
  return all;
}
std::vector<double> rates(const std::string& yaml) { return rates(choice_of(schedules(), yaml)->build(20)); }

TEST(OptionsSchedules, EveryKeyReachesTheFactory) {
  EXPECT_EQ(rates("{type: constant, rate: 0.2}"), rates(nn::constant_rate(0.2)));
  EXPECT_EQ(rates("{type: warmup, rate: 0.2, warmup: 5}"), rates(nn::linear_warmup(0.2, 5)));
  EXPECT_EQ(rates("{type: cosine, rate: 0.2, warmup: 5, last: 0.1}"), rates(nn::cosine(0.2, 5, 20, 0.1)));
  EXPECT_EQ(rates("{type: step_decay, rate: 0.2, every: 3, factor: 0.7}"),
            rates(nn::step_decay(0.2, 3, 0.7)));
}

TEST(OptionsSchedules, AWarmUpLongerThanTheTrainingNamesTheSection) {
  EXPECT_EQ(message_of([] { rates("{type: cosine, warmup: 20}"); }),
            "schedule: learning rate: 20 warm-up steps of 20 given, expected 0 <= warm-up < total");
  EXPECT_EQ(message_of([] { rates("{type: cosine, rate: 0.1, last: 0.2}"); }),
            "run.yaml:1:42: section.last: got last 0.2 and rate 0.1; expected last at most rate");
}

/// The coefficients of a few rows, which hold all that an objective is made of.
void expect_same(const losses::Denoising& a, const losses::Denoising& b) {
  for (const double uniform : {0.001, 0.5, 0.999}) {
    const auto p = a.row(uniform), q = b.row(uniform);
    EXPECT_EQ(p.t, q.t);
    EXPECT_EQ(p.Phi_aux, q.Phi_aux);
    EXPECT_EQ(p.C, q.C);
    EXPECT_EQ(p.L, q.L);
    EXPECT_EQ(p.R, q.R);
    EXPECT_EQ(p.K, q.K);
    EXPECT_EQ(p.input, q.input);
  }
}

sde::LinearSde cld() { return sde::cld(sde::constant_clock(4), 0.25, 1, 0.04); }

losses::Denoising direct(const sde::Mat& S0, double floor, const std::string& parametrisation,
                         double variance, const std::string& weighting, const std::string& times,
                         double t_min) {
  const losses::Regression regression({cld(), S0, floor}, losses::parametrisation(parametrisation, variance));
  return {regression, losses::weighting(weighting), losses::time_sampling(times, regression, t_min)};
}

TEST(OptionsObjectives, EveryKeyReachesTheLosses) {
  const auto built = [](const std::string& yaml) { return choice_of(objectives(), yaml)->build(cld()); };
  const sde::Mat none = sde::Mat::Zero(2, 2), all = cld().initial;
  expect_same(built("{type: hsm}"), direct(all, 1e-6, "mixed", 0, "inverse_ell_squared", "uniform", 1e-5));
  expect_same(built("{type: dsm}"), direct(none, 1e-6, "mixed", 1, "inverse_ell_squared", "uniform", 1e-5));
  expect_same(built("{type: hsm, weighting: likelihood, times: importance, t_min: 0.01, floor: 1e-4, "
                    "parametrisation: {type: residual, data_variance: 0.3}}"),
              direct(all, 1e-4, "residual", 0.3, "likelihood", "importance", 0.01));
  expect_same(built("{type: dsm, parametrisation: {type: plain}, weighting: uniform}"),
              direct(none, 1e-6, "plain", 0, "uniform", "uniform", 1e-5));
  expect_same(
      built("{type: hsm, parametrisation: {type: preconditioned, data_variance: 0.3}, weighting: unit}"),
      direct(all, 1e-6, "preconditioned", 0.3, "unit", "uniform", 1e-5));
  expect_same(built("{type: hsm, parametrisation: {type: preconditioned}, weighting: unit}"),
              direct(all, 1e-6, "preconditioned", 1, "unit", "uniform", 1e-5));
  EXPECT_NE(built("{type: hsm}").row(0.5).L, built("{type: dsm}").row(0.5).L);
}

TEST(OptionsObjectives, WhatDoesNotFitTheSdeNamesTheSection) {
  const std::string message =
      message_of([] { choice_of(objectives(), "{type: hsm, t_min: 2}")->build(cld()); });
  EXPECT_EQ(message.rfind("objective: ", 0), 0u) << message;
  EXPECT_NE(message.find("t_min = 2, expected"), std::string::npos) << message;
}

}  // namespace
}  // namespace pont::experiments
