// Forward processes from YAML: the same values as the factories called directly, and one-line refusals.
#include <gtest/gtest.h>

#include <map>

#include "experiments/options/clocks.hpp"
#include "experiments/options/sdes.hpp"
#include "sde/chain_clock.hpp"
#include "sde/models.hpp"
#include "tests/experiments/options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using sde::LinearSde, sde::Mat;

LinearSde built(const std::string& yaml) { return choice_of(sdes(), yaml, "sde")->build(); }
std::string refusal(const std::string& yaml) {
  return message_of([&] { built(yaml); });
}

/// Bit for bit: kernels at several times, the clock, and the laws at both ends.
void expect_same(const LinearSde& a, const LinearSde& b) {
  ASSERT_EQ(a.k(), b.k());
  EXPECT_EQ(a.T, b.T);
  EXPECT_EQ(a.A, b.A);
  EXPECT_EQ(a.D, b.D);
  EXPECT_EQ(a.prior, b.prior);
  EXPECT_EQ(a.initial, b.initial);
  EXPECT_EQ(a.stationary.has_value(), b.stationary.has_value());
  for (const double share : {1e-6, 0.1, 0.5, 1.0}) {
    const double t = share * a.T;
    EXPECT_EQ(a.beta(t), b.beta(t)) << t;
    for (const double s : {0.0, 0.5 * t}) {
      const sde::Kernel p = a.transition(s, t), q = b.transition(s, t);
      EXPECT_EQ(p.Phi, q.Phi) << s << " to " << t;
      EXPECT_EQ(p.Q, q.Q) << s << " to " << t;
    }
  }
}

/// How each model of the literature is written in a configuration.
const std::map<std::string, std::string>& yaml_of_models() {
  static const std::map<std::string, std::string> table{
      {"vp", "{type: vp}"},
      {"vp_constant", "{type: vp, clock: {type: constant}}"},
      {"sub_vp", "{type: sub_vp}"},
      {"ve", "{type: ve}"},
      {"ou", "{type: ou}"},
      {"brownian", "{type: brownian}"},
      {"cld", "{type: cld}"},
      {"cld_underdamped", "{type: cld, damping_ratio: 0.5}"},
      {"cld_overdamped", "{type: cld, damping_ratio: 2}"},
      {"third_order_langevin", "{type: third_order_langevin}"},
  };
  return table;
}

TEST(OptionsSdes, EveryModelOfTheTableCanBeWrittenInYaml) {
  for (const sde::Model& model : sde::models()) {
    SCOPED_TRACE(model.name);
    const auto yaml = yaml_of_models().find(model.name);
    ASSERT_NE(yaml, yaml_of_models().end()) << "has no row in this test: is it reachable from YAML?";
    expect_same(built(yaml->second), model.example);
  }
}

TEST(OptionsSdes, EveryRowIsAModelOrLinear) {
  for (const auto& row : sdes().rows())
    EXPECT_TRUE(row.name == "linear" || yaml_of_models().contains(row.name)) << row.name;
}

TEST(OptionsSdes, EveryKeyReachesTheFactory) {
  const std::string clock = "clock: {type: affine, beta_min: 0.3, beta_max: 7}, T: 2";
  const sde::Clock direct = sde::affine_clock(0.3, 7, 2);
  expect_same(built("{type: vp, " + clock + "}"), sde::vp(direct, 2));
  expect_same(built("{type: sub_vp, " + clock + "}"), sde::sub_vp(direct, 2));
  expect_same(built("{type: ve, sigma_min: 0.2, sigma_max: 3, T: 2}"), sde::ve(0.2, 3, 2));
  expect_same(built("{type: ou, alpha: 0, T: 2}"), sde::ou(0, 2));
  expect_same(built("{type: brownian, sigma: 3, T: 2}"), sde::brownian(3, 2));
  expect_same(built("{type: cld, mass: 4, damping_ratio: 0.5, gamma: 0.1, " + clock + "}"),
              sde::cld(direct, 4, 2, 0.1, 2));
  expect_same(built("{type: third_order_langevin, gamma: 2, xi: 3, L: 0.5, share: 0.1, " + clock + "}"),
              sde::third_order_langevin(direct, 2, 3, 0.5, 0.1, 2));
}

TEST(OptionsSdes, EveryClockReachesTheSde) {
  const auto vp_with = [](const std::string& clock, const std::string& T) {
    return built("{type: vp, clock: " + clock + ", T: " + T + "}");
  };
  expect_same(vp_with("{type: constant, beta: 3}", "2"), sde::vp(sde::constant_clock(3), 2));
  expect_same(vp_with("{type: affine, beta_min: 1, beta_max: 2}", "3"),
              sde::vp(sde::affine_clock(1, 2, 3), 3));
  expect_same(vp_with("{type: geometric, sigma_min: 0.5, sigma_max: 4}", "2"),
              sde::vp(sde::geometric_clock(0.5, 4, 2), 2));
  expect_same(vp_with("{type: cosine, s: 0.01}", "0.9"), sde::vp(sde::cosine_clock(0.01), 0.9));
  expect_same(vp_with("{type: linear_chain, steps: 50, beta_first: 0.01, beta_last: 0.3}", "2"),
              sde::vp(sde::chain_clock(sde::linear_betas(50, 0.01, 0.3), 2), 2));
  expect_same(vp_with("{type: cosine_chain, steps: 40, s: 0.01, beta_most: 0.9}", "1"),
              sde::vp(sde::chain_clock(sde::cosine_betas(40, 0.01, 0.9))));
}

TEST(OptionsSdes, DampingRatioOneIsCriticalAtAnyMass) {
  for (const char* mass : {"0.25", "1", "9"}) {
    const Mat A = built("{type: cld, mass: " + std::string(mass) + "}").A;
    EXPECT_NEAR(A.trace() * A.trace(), 4 * A.determinant(), 1e-14 * A.determinant()) << mass;  // double root
  }
}

TEST(OptionsSdes, LinearWithTheMatricesOfAModelIsThatModel) {
  expect_same(built("{type: linear, A: [[-0.5]], D: [[1]]}"), sde::vp(sde::affine_clock(0.1, 20)));
  expect_same(
      built("{type: linear, A: [[0, 4], [-1, -4]], D: [[0, 0], [0, 2]], initial: [[0, 0], [0, 0.01]], "
            "clock: {type: constant, beta: 4}}"),
      sde::cld(sde::constant_clock(4), 0.25, 1, 0.04));
  expect_same(built("{type: linear, A: [[0]], D: [[1]], prior: [[1]], clock: {type: constant, beta: 1}}"),
              sde::brownian(1));
}

struct Refused {
  const char *yaml, *message;
};

TEST(OptionsSdes, WhatOneKeyOrTwoCannotBeIsRefusedAtItsPlace) {
  const Refused table[] = {
      {"{type: vp, clock: {type: affine, beta_min: 3, beta_max: 2}}",
       "run.yaml:1:49: sde.clock.beta_min: got beta_min 3 and beta_max 2; expected beta_min at most "
       "beta_max"},
      {"{type: ve, sigma_min: 3, sigma_max: 2}",
       "run.yaml:1:28: sde.sigma_min: got sigma_min 3 and sigma_max 2; expected sigma_min below sigma_max"},
      {"{type: cld, mass: 0}", "run.yaml:1:24: sde.mass: got 0; expected a number above 0"},
      {"{type: linear, D: [[1]]}",
       "run.yaml:1:6: sde.A: missing; expected a matrix (a list of rows, each a list of numbers)"},
      {"{type: linear, A: [[-1, 0]], D: [[1]]}",
       "run.yaml:1:24: sde.A: got a 1x2 matrix; expected a square one, k x k for k blocks"},
      {"{type: linear, A: [[-1]], D: [[1, 0], [0, 1]]}",
       "run.yaml:1:35: sde.D: got a 2x2 matrix; expected the size of A, 1x1"},
      {"{type: linear, A: [[-1]], D: [[1]], prior: [[1, 0]]}",
       "run.yaml:1:49: sde.prior: got a 1x2 matrix; expected the size of A, 1x1 or []"},
      {"{type: linear, A: [[-1]], D: [[1]], initial: [[], []]}",
       "run.yaml:1:51: sde.initial: got a 2x0 matrix; expected the size of A, 1x1 or []"},
      {"{type: linear, A: [[1], [2], [3], [4], [5]], D: [[1]]}",
       "run.yaml:1:24: sde.A: got 5 items; expected at least 1 and at most 4"},
  };
  for (const Refused& row : table) EXPECT_EQ(refusal(row.yaml), row.message) << row.yaml;
}

TEST(OptionsSdes, WhatTheMathematicsRefusesNamesTheSection) {
  const Refused table[] = {
      {"{type: linear, A: [[0.5]], D: [[1]]}",
       "sde: lyapunov: A = [[0.5]] has an eigenvalue with real part 0.500000, so there is no stationary law; "
       "give the prior explicitly"},
      {"{type: linear, name: mine, A: [[-1]], D: [[-1]], prior: [[1]]}",
       "sde: sde 'mine': D = [[-1]] has the eigenvalue -1, expected >= 0; it is a covariance"},
      {"{type: linear, A: [[-1, 0], [0, -1]], D: [[0, 0], [0, 1]], prior: [[1, 0], [0, 1]]}",
       "sde: sde 'linear': the noise covariance at T is [[0, 0], [0, 0.5]]: noise does not reach every "
       "block; couple the blocks in A or drive them in D"},
      {"{type: vp, clock: {type: cosine}}",
       "sde: the cosine clock is infinite at t = 1, and T = 1; expected T below 1, for instance 0.995"},
  };
  for (const Refused& row : table) EXPECT_EQ(refusal(row.yaml), row.message) << row.yaml;
}

TEST(OptionsSdes, ExplainKnowsTheKeys) {
  OneSection<SdeOptions> config{"sde", Choice<SdeOptions>(sdes(), "vp")};
  EXPECT_EQ(explain(declaration(config), "sde.damping_ratio"),
            "sde.damping_ratio\n"
            "  Gamma / (2 sqrt(M)): 1 is critical damping, below it the process oscillates\n"
            "  type     number\n"
            "  default  1\n"
            "  limits   above 0\n"
            "  when     sde.type = cld\n");
  EXPECT_EQ(explain(declaration(config), "sde.A"),
            "sde.A\n"
            "  drift matrix in du = beta A u dt + sqrt(beta D) dw; block 0 is the data\n"
            "  type     matrix\n"
            "  default  required\n"
            "  limits   length at least 1 and at most 4\n"
            "  when     sde.type = linear\n");
}

}  // namespace
}  // namespace pont::experiments
