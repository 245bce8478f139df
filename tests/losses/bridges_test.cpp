// Learned bridges: edges, targets, heads and policies against formulas written down independently.
#include <cmath>

#include "losses/bridges/pair_objective.hpp"
#include "losses/bridges/policy.hpp"
#include "sde/bridges/gaussian_ipf.hpp"
#include "sde/bridges/reference.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

constexpr double alpha = 0.7;

// An asymmetric schedule with an odd number of steps, in two dimensions.
sde::EulerChain chain(double rate = alpha) {
  return {rate, {0.05, 0.1, 0.2, 0.15, 0.02}, Eigen::Vector2d(0.3, -0.4)};
}
const Tensor points_a =
    Tensor::of<double>({5, 2}, std::vector<double>{1, -1, 0.5, 2, 0, 0.3, -2, 1, 0.1, 0.9});
const Tensor points_b =
    Tensor::of<double>({5, 2}, std::vector<double>{-1, 0, 1.5, -2, 3, 0.2, 0.4, 1, -1, 2});
const Tensor all_edges = Tensor::of<i64>({5}, std::vector<i64>{0, 1, 2, 3, 4});

Var columns(Var like, const std::vector<double>& values) {
  return like.tape->constant(Tensor::of({5, 1}, values));
}

TEST(Bridges, EdgesAndNodesOfBothDirections) {
  EXPECT_EQ(forward.first_node(5), 0);
  EXPECT_EQ(backward.first_node(5), 5);
  EXPECT_EQ(backward.last_node(5), 0);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(forward.edge(i, 5), i);
    EXPECT_EQ(backward.edge(i, 5), 4 - i);
  }
  EXPECT_EQ(forward.reversed(), backward);
}

TEST(Bridges, StepSchedules) {
  EXPECT_EQ(sde::linear_steps(3, 1, 2), (std::vector<double>{1, 1.5, 2}));
  EXPECT_NEAR(sde::geometric_steps(3, 1, 4)[1], 2, 1e-15);
  EXPECT_EQ(sde::mirrored_steps(5, {1, 2, 3}), (std::vector<double>{1, 2, 3, 2, 1}));
  EXPECT_EQ(sde::mirrored_steps(4, {1, 2}), (std::vector<double>{1, 2, 2, 1}));
  EXPECT_EQ(sde::linear_steps(1, 7, 2), std::vector<double>{7});
  expect_says([] { sde::mirrored_steps(5, {1, 2}); }, "2 sizes to mirror into 5");
  expect_says([] { sde::geometric_steps(3, 0, 1); }, "expected at least one, and positive finite sizes");
}

// The exact shift of a pinned step from x, by conditioning a normal pair: m = a x, then K (far - A m).
void expect_no_loss(const StepUnit& row, Direction direction) {
  const Chain c(chain(), row);
  const sde::EulerChain& r = c.reference();
  std::vector<double> gain, far, unit;
  for (int j = 0; j < 5; ++j) {
    const sde::ReferenceTransition near = direction == forward ? r.between(j, j + 1) : r.between(0, j),
                                   rest = direction == forward ? r.between(j + 1, 5) : r.between(j, j + 1);
    const double K = near.variance * rest.gain / (rest.gain * rest.gain * near.variance + rest.variance);
    const double of_start = near.gain - K * rest.gain * near.gain;  // the state known first in time
    gain.push_back(direction == forward ? of_start : K);
    far.push_back(direction == forward ? K : of_start);
    unit.push_back(row.unit(r, direction, j));
  }
  const auto losses = values(
      [&](Var a, const nn::Stream& stream) {
        const Var b = a.tape->constant(points_b), edge = a.tape->constant(all_edges);
        const Network exact = [&](Var x, Var) {
          const Var centre = c.centre(x), end = (direction == forward ? b : a) - centre;
          const Var next = columns(x, gain) * (x - centre) + columns(x, far) * end + centre;
          return (next - x) / columns(x, unit);
        };
        return std::vector{BridgeRegression(c, direction, 1)(exact, a, b, edge, stream)};
      },
      points_a, ad::Key::root(1));
  EXPECT_LT(vector(losses[0]).cwiseAbs().maxCoeff(), 1e-24) << row.name << ' ' << direction.name();
}

TEST(Bridges, AnExactPinnedStepLosesNothingInEveryUnit) {
  for (const StepUnit& row : step_units())
    for (const Direction direction : {forward, backward}) expect_no_loss(row, direction);
}

// The same of a simulated step: a network that says (b - a) / unit loses nothing.
TEST(Bridges, AnExactSimulatedStepLosesNothingInEveryUnit) {
  const auto head = std::make_shared<FixedVariance>();
  for (const StepUnit& row : step_units())
    for (const Direction direction : {forward, backward}) {
      const Chain c(chain(), row);
      std::vector<double> unit;
      for (int j = 0; j < 5; ++j) unit.push_back(row.unit(c.reference(), direction, j));
      const auto losses = values(
          [&](Var a, const nn::Stream& stream) {
            const Var b = a.tape->constant(points_b), edge = a.tape->constant(all_edges);
            const Network exact = [&](Var x, Var) { return (b - x) / columns(x, unit); };
            return std::vector{StepRegression(c, direction, head)(exact, a, b, edge, stream)};
          },
          points_a, ad::Key::root(1));
      EXPECT_LT(vector(losses[0]).cwiseAbs().maxCoeff(), 1e-24) << row.name << ' ' << direction.name();
    }
}

// The mean of a pinned step takes K times the far end; that is spread by the rest of the reference.
TEST(Bridges, TheBridgeUnitIsTheSpreadOfThePinnedMean) {
  const StepUnit& unit = step_unit("bridge");
  const sde::EulerChain r = chain(), brownian = chain(0);
  for (int j = 0; j < 5; ++j) {
    const sde::ReferenceTransition step = r.between(j, j + 1), after = r.between(j + 1, 5),
                                   rest = r.between(j, 5);
    const double K = step.variance * after.gain / rest.variance;
    EXPECT_NEAR(unit.unit(r, forward, j), K * std::sqrt(rest.variance), 1e-14) << j;
    const sde::ReferenceTransition before = r.between(0, j), past = r.between(0, j + 1);
    const double of_start = before.gain * step.variance / past.variance;
    EXPECT_NEAR(unit.unit(r, backward, j), of_start * std::sqrt(past.variance) / past.gain, 1e-14) << j;
    double left = 0, gone = 0;
    for (int i = 0; i < 5; ++i) (i < j ? gone : left) += brownian.gamma(i);
    const double gamma = brownian.gamma(j);
    EXPECT_NEAR(unit.unit(brownian, forward, j), gamma * std::sqrt(2 / left), 1e-14) << j;
    EXPECT_NEAR(unit.unit(brownian, backward, j), gamma * std::sqrt(2 / (gone + gamma)), 1e-14) << j;
  }
}

// Without noise and drift the states lie on the straight line, and the network is told k / N.
TEST(Bridges, WithoutNoiseStatesLieOnTheLine) {
  const Chain c(chain(0), step_unit("drift"));
  const double T = 0.52, times[] = {0, 0.05, 0.15, 0.35, 0.5};
  Var seen_x, seen_t;
  const auto out = values(
      [&](Var a, const nn::Stream& stream) {
        const Network spy = [&](Var x, Var t) {
          seen_x = x, seen_t = t;
          return x * 0.0;
        };
        const Var b = a.tape->constant(points_b), edge = a.tape->constant(all_edges);
        const Var losses = BridgeRegression(c, forward, 0)(spy, a, b, edge, stream);
        return std::vector{seen_x, seen_t, losses};
      },
      points_a, ad::Key::root(1));
  for (i64 j = 0; j < 5; ++j) {
    double squared = 0;
    for (i64 i = 0; i < 2; ++i) {
      const double a = points_a.at(2 * j + i), b = points_b.at(2 * j + i);
      EXPECT_NEAR(out[0].at(2 * j + i), a + (b - a) * times[j] / T, 1e-14);
      squared += std::pow((b - a) / T, 2);  // the drift of flow matching
    }
    EXPECT_EQ(out[1].at(j), static_cast<double>(j) / 5);
    EXPECT_NEAR(out[2].at(j), squared, 1e-10);
  }
}

// In the unit "bridge", which differs between the directions: a term has that of the direction it was trained
// for.
TEST(Bridges, APolicyAddsShiftsInTheUnitOfItsEdge) {
  const StepUnit& row = step_unit("bridge");
  const Chain c(chain(), row);
  const FixedVariance head;
  const auto out = values(
      [&](Var x, const nn::Stream&) {
        const Network one = [](Var u, Var t) { return u * 0.0 + ad::reshape(t, {5, 1}); };
        const Policy policy{
            forward, -1, {{1, backward, one}, {-2, forward, one}}, reference_deviations(c.reference())};
        const PolicyStep step = policy_step(c, head, policy, x, x.tape->constant(all_edges));
        return std::vector{step.mean, step.deviation};
      },
      points_a, ad::Key::root(1));
  for (i64 j = 0; j < 5; ++j) {
    const int edge = static_cast<int>(j);
    const double gamma = chain().gamma(edge), x = points_a.at(2 * j);
    const double networks =
        row.unit(chain(), backward, edge) * (edge + 1) / 5 - 2 * row.unit(chain(), forward, edge) * edge / 5;
    EXPECT_NEAR(out[0].at(2 * j), x + alpha * gamma * (x - 0.3) + networks, 1e-14);
    EXPECT_NEAR(out[1].at(j), std::sqrt(2 * gamma), 1e-15);
  }
}

TEST(Bridges, PinnedNoiseVanishesAtTheLastStepOnly) {
  const std::vector<double> ahead = pinned_deviations(chain(0), forward),
                            back = pinned_deviations(chain(0), backward);
  EXPECT_EQ(ahead[4], 0);
  EXPECT_EQ(back[0], 0);
  // 2 gamma (T - t_{j+1}) / (T - t_j) forward, 2 gamma t_j / t_{j+1} backward
  EXPECT_NEAR(ahead[1], std::sqrt(2 * 0.1 * 0.37 / 0.47), 1e-15);
  EXPECT_NEAR(back[1], std::sqrt(2 * 0.1 * 0.05 / 0.15), 1e-15);
}

TEST(Bridges, TheLearnedVarianceIsANormalDensity) {
  const LearnedVariance head;
  const auto out = values(
      [&](Var observed, const nn::Stream&) {
        const Var output =
            observed.tape->constant(Tensor::of({1, 4}, std::vector<double>{0.2, -0.3, 0.4, -0.5}));
        const Var deviation = observed.tape->constant(Tensor::of({1, 1}, std::vector<double>{0.7}));
        return std::vector{head.losses(output, observed, deviation), head.deviation(output, deviation),
                           head.shift(output)};
      },
      Tensor::of({1, 2}, std::vector<double>{1.0, 2.0}), ad::Key::root(1));
  const auto minus_log = [](double x, double mean, double variance) {
    return 0.5 * ((x - mean) * (x - mean) / variance + std::log(variance));
  };
  const double v0 = 0.49 * std::exp(0.4), v1 = 0.49 * std::exp(-0.5);
  EXPECT_NEAR(out[0].at(0), minus_log(1, 0.2, v0) + minus_log(2, -0.3, v1) - std::log(0.49), 1e-14);
  EXPECT_NEAR(out[1].at(1), std::sqrt(v1), 1e-15);
  EXPECT_EQ(out[2].at(1), -0.3);
  EXPECT_EQ(head.outputs(3), 6);
}

// Regressing each target on 2e5 simulated steps gives the map that its ideal rule computes, within five
// standard errors; and the maps of the two rules are further apart than that.
TEST(Bridges, TargetsRegressToTheirIdealMaps) {
  const i64 n = 200'000;
  const double slope = 0.5, shift = 0.1, variance = 0.5, mean = 0.3, spread = 1.2;
  const sde::AffineKernel step{{sde::test::matrix({{slope}}), Eigen::VectorXd::Constant(1, shift)},
                               sde::test::matrix({{variance}})};
  const sde::Gaussian law{Eigen::VectorXd::Constant(1, mean), sde::test::matrix({{spread}})};
  std::vector<double> x(static_cast<std::size_t>(n)), z(x.size());
  ad::fill_normal(ad::Key::root(3) / "x", 0, 0, n, x.data());
  ad::fill_normal(ad::Key::root(3) / "z", 0, 0, n, z.data());
  const auto F = [&](Var u) { return slope * u + shift; };
  for (const ChainTarget& row : chain_targets()) {
    const auto out = values(
        [&](Var normal, const nn::Stream&) {
          const Var u = mean + std::sqrt(spread) * normal;
          const Var next = F(u) + std::sqrt(variance) * normal.tape->constant(Tensor::of({n, 1}, z));
          return std::vector{next, row.target({u, F(u), next, F(next)})};
        },
        Tensor::of({n, 1}, x), ad::Key::root(1));
    const Eigen::ArrayXd next = vector(out[0]).array(), target = vector(out[1]).array();
    const Eigen::ArrayXd centred = next - next.mean();
    const double fitted = (centred * target).sum() / centred.square().sum();
    const double residual = (target - target.mean() - fitted * centred).square().mean();
    const double error = std::sqrt(residual / centred.square().sum());
    const double whole = row.sums ? 1 - (slope - 1) + (fitted - 1) : fitted;
    EXPECT_NEAR(whole, row.ideal->reverse(step, law).mean.A(0, 0), 5 * error) << row.name;
  }
  EXPECT_GT(chain_target("mean_matching").ideal->reverse(step, law).mean.A(0, 0) -
                chain_target("simplified").ideal->reverse(step, law).mean.A(0, 0),
            0.1);
}

TEST(Bridges, UnknownNamesAreRefused) {
  expect_says([] { chain_target("mean"); }, "there are: mean_matching, score, simplified");
  expect_says([] { step_unit("metre"); }, "there are: drift, increment, noise, bridge");
}

}  // namespace
}  // namespace pont::losses::test
