// Samplers of fixed targets: detailed balance and stationary laws without a seed, evaluations, messages.
#include <set>

#include "tests/sde/target_fixtures.hpp"

namespace pont::sde::test {
namespace {

constexpr double h = 0.3;

// Every ordered pair of different points of a grid.
struct Pairs {
  Batch from, to;
};
Pairs grid_pairs() {
  std::vector<double> from, to;
  for (int i = -7; i <= 7; ++i)
    for (int j = -7; j <= 7; ++j)
      if (i != j) from.push_back(0.4 * i + 0.03), to.push_back(0.4 * j + 0.03);
  const auto n = static_cast<Eigen::Index>(from.size());
  return {Eigen::Map<const Batch>(from.data(), n, 1), Eigen::Map<const Batch>(to.data(), n, 1)};
}

// The probability of acceptance of a proposal with normals z: the largest uniform that is accepted, by
// bisection on its normal; 1 where all are.
Eigen::ArrayXd acceptance(const Transition& transition, const Target& target, const Batch& from,
                          const Batch& z) {
  Eigen::ArrayXd low = Eigen::ArrayXd::Constant(z.rows(), -37), high = Eigen::ArrayXd::Constant(z.rows(), 37);
  for (int i = 0; i < 70; ++i) {
    const Eigen::ArrayXd middle = 0.5 * (low + high);
    const GivenNoise noise({{0, z}, {1, Batch(middle.matrix())}});
    Walkers walkers(target, from);
    transition.step(target, {noise, 0}, walkers);
    const auto accepted = (walkers.x.col(0).array() != from.col(0).array()).eval();
    low = accepted.select(middle, low), high = accepted.select(high, middle);
  }
  return low.unaryExpr([](double v) { return 0.5 * std::erfc(-v / std::numbers::sqrt2); });
}

// Largest |pi(x) K(x, y) / (pi(y) K(y, x)) - 1| over the pairs, for K = normal density of the move times
// acceptance.
double imbalance(const Transition& transition, const Target& target, const Batch& drift_from,
                 const Batch& drift_to, double scale, bool adjusted) {
  const auto [from, to] = grid_pairs();
  const Batch there = (to - from - drift_from) / scale, back = (from - to - drift_to) / scale;
  const Walkers x(target, from), y(target, to);
  Eigen::ArrayXd flux = (x.log_density - y.log_density).array() - 0.5 * there.array().square().col(0) +
                        0.5 * back.array().square().col(0);
  if (adjusted)
    flux +=
        acceptance(transition, target, from, there).log() - acceptance(transition, target, to, back).log();
  return flux.exp().cwiseMax((-flux).exp()).maxCoeff() - 1;
}

TEST(Targets, MetropolisAndMalaAreInDetailedBalance) {
  const MixtureTarget target = two_modes(1.2, 0.6, 0.3);
  const auto [from, to] = grid_pairs();
  const Batch none = Batch::Zero(from.rows(), 1);
  const Batch drift_from = h * Walkers(target, from).gradient, drift_to = h * Walkers(target, to).gradient;
  const double scale = std::sqrt(2 * h);
  EXPECT_LE(imbalance(Metropolis(0.9), target, none, none, 0.9, true), 1e-10);
  EXPECT_LE(imbalance(Mala(h), target, drift_from, drift_to, scale, true), 1e-10);
  // negative controls: without the test, and with the test of the other one
  EXPECT_GT(imbalance(Mala(h), target, drift_from, drift_to, scale, false), 1);
  EXPECT_GT(imbalance(Metropolis(scale), target, drift_from, drift_to, scale, true), 0.1);
}

// Stationary covariance of (x, v) for N(0, V): a step is (x, v) -> M (x, v) + N z, read off units and
// iterated.
Eigen::Matrix2d stationary(const Transition& transition, double V) {
  const MixtureTarget target({Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Zero(1, 1), Eigen::ArrayXXd{{V}}});
  Walkers walkers(target, Batch{{1}, {0}, {0}});
  walkers.velocity(1, 0) = 1;
  const GivenNoise noise({{0, Batch{{0}, {0}, {1}}}});
  transition.step(target, {noise, 0}, walkers);
  Eigen::Matrix<double, 2, 3> moved;
  moved << walkers.x.transpose(), walkers.velocity.transpose();
  Eigen::Matrix2d S = Eigen::Matrix2d::Zero();
  for (int i = 0; i < 4000; ++i)
    S = (moved.leftCols(2) * S * moved.leftCols(2).transpose() + moved.col(2) * moved.col(2).transpose())
            .eval();
  return S;
}

double bias(const Transition& transition) {
  const double V = 0.7;
  const Eigen::Matrix2d S = stationary(transition, V);
  return std::abs(S(0, 0) - V) + (S(1, 1) > 0 ? std::abs(S(1, 1) - 1) : 0);
}

TEST(TransitionTable, BiasedRowsHaveTheirOrder) {
  std::set<std::string> exact;
  for (const TransitionRow& row : transitions()) {
    if (!row.bias) {
      exact.insert(row.name);
      continue;
    }
    EXPECT_NEAR(std::log2(bias(*row.make(0.04)) / bias(*row.make(0.02))), *row.bias, 0.1) << row.name;
  }
  // tested for detailed balance above, for swaps below, and in target_statistical_test.cpp
  EXPECT_EQ(exact, (std::set<std::string>{"mala", "metropolis", "replica_exchange"}));
}

TEST(Targets, BaoabIsExactInPositionForGaussians) {
  for (const double step : {0.1, 0.8}) {
    const Eigen::Matrix2d S = stationary(Baoab(step, 1), 0.7);
    EXPECT_NEAR(S(0, 0), 0.7, 1e-12);
    EXPECT_NEAR(S(1, 1), 1 - step * step / (4 * 0.7), 1e-12);
  }
  EXPECT_NEAR(stationary(UnadjustedLangevin(0.1), 0.7)(0, 0), 0.7 / (1 - 0.1 / 1.4), 1e-12);
}

TEST(TransitionTable, EveryRowTakesItsEvaluations) {
  const MixtureTarget target = two_modes(1, 0.5);
  for (const TransitionRow& row : transitions()) {
    const CountingTarget counting(target);
    Walkers walkers(counting, normals(ad::Key::root(1), 12, 1));
    run_chain(*row.make(0.1), counting, KeyedNoise(ad::Key::root(2), 0), 1, 5, walkers);
    EXPECT_EQ(counting.evaluations(), 1 + 5 * row.evaluations) << row.name;
  }
}

// What the walkers keep is the target where they are, and a chain does not depend on its companions.
TEST(TransitionTable, EveryRowKeepsItsWalkersConsistent) {
  const MixtureTarget target(diamond());
  for (const TransitionRow& row : transitions()) {
    const Batch start = 0.3 * normals(ad::Key::root(1), 12, 2);
    auto run = [&](Eigen::Index first, Eigen::Index rows, Eigen::Index per_chain) {
      Walkers walkers(target, start.middleRows(first * per_chain, rows * per_chain));
      run_chain(*row.make(0.002), target, KeyedNoise(ad::Key::root(2), first), 1, 5, walkers);
      return walkers;
    };
    const Eigen::Index per_chain = row.name == "replica_exchange" ? 3 : 1;
    const Walkers all = run(0, 12 / per_chain, per_chain), some = run(2, 2, per_chain), fresh(target, all.x);
    EXPECT_EQ(Batch(all.x.middleRows(2 * per_chain, 2 * per_chain)), some.x) << row.name;
    EXPECT_NE(all.x, start) << row.name;
    EXPECT_LE(largest(all.log_density - fresh.log_density), 1e-11) << row.name;
    EXPECT_LE(largest(all.gradient - fresh.gradient), 1e-9) << row.name;
  }
}

// What the tally says is what happened: as many acceptances as states that moved.
TEST(Targets, TheTallyCountsWhatHappened) {
  const MixtureTarget target = two_modes(1, 0.5);
  Walkers walkers(target, normals(ad::Key::root(1), 40, 1));
  Eigen::ArrayXd moved = Eigen::ArrayXd::Zero(40);
  for (int i = 1; i <= 20; ++i) {
    const Batch before = walkers.x;
    run_chain(Mala(1), target, KeyedNoise(ad::Key::root(2), 0), i, 1, walkers);
    moved += (walkers.x.array() != before.array()).cast<double>().col(0);
  }
  EXPECT_EQ(walkers.tally.proposals.minCoeff(), 20);
  EXPECT_TRUE((walkers.tally.acceptances == moved).all());
  EXPECT_GT(moved.minCoeff(), 0);
  EXPECT_LT(moved.maxCoeff(), 20);
  Walkers free(target, normals(ad::Key::root(1), 4, 1));
  run_chain(UnadjustedLangevin(0.1), target, KeyedNoise(ad::Key::root(2), 0), 1, 5, free);
  EXPECT_EQ(free.tally.proposals.maxCoeff(), 0);
}

TEST(Targets, ResponsibilitiesAreTheShares) {
  const MixtureTarget target = two_modes(1, 0.5, 0.3);
  const Batch x = normals(ad::Key::root(1), 20, 1), shares = target.responsibilities(x);
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    const double left = 0.7 * std::exp(-2 * std::pow(x(r, 0) + 1, 2)),
                 right = 0.3 * std::exp(-2 * std::pow(x(r, 0) - 1, 2));
    EXPECT_NEAR(shares(r, 1), right / (left + right), 1e-14);
    EXPECT_NEAR(shares(r, 0) + shares(r, 1), 1, 1e-15);
  }
}

// Does nothing, so that only swaps remain.
class Idle final : public Transition {
 public:
  void step(const Target&, const StepNoise&, Walkers&) const override {}
};

TEST(Targets, ReplicasSwapWithTheirProbability) {
  const MixtureTarget target = two_modes(2, 0.5, 0.3);
  const ReplicaExchange exchange(std::make_unique<Idle>(), {1, 0.2});
  const double log_ratio = (1 - 0.2) * (Walkers(target, Batch{{1.0}}).log_density(0) -
                                        Walkers(target, Batch{{1.8}}).log_density(0));
  ASSERT_LT(log_ratio, 0);
  auto swapped = [&](double log_u) {  // the normal whose log Phi is log_u, by bisection
    double low = -37, high = 37;
    for (int i = 0; i < 100; ++i) {
      const double middle = 0.5 * (low + high);
      (std::log(0.5 * std::erfc(-middle / std::numbers::sqrt2)) < log_u ? low : high) = middle;
    }
    Walkers walkers(target, Batch{{1.8}, {1.0}});
    exchange.step(target, {GivenNoise({{1 << 20, Batch{{low}}}}), 0}, walkers);
    EXPECT_EQ(walkers.tally.swaps(0), walkers.x(0, 0) == 1.0);
    return walkers.x(0, 0) == 1.0;
  };
  EXPECT_TRUE(swapped(log_ratio - 1e-9));
  EXPECT_FALSE(swapped(log_ratio + 1e-9));
}

TEST(Targets, MixtureTargetIsTheMixture) {
  const MixtureTarget target = two_modes(1, 0.5, 0.3);
  double mass = 0, worst = 0;
  for (int i = -4000; i <= 4000; ++i) {
    const double x = 0.001 * i, e = 1e-5;
    const Walkers at(target, Batch{{x - e}, {x}, {x + e}});
    mass += 0.001 * std::exp(at.log_density(1));
    worst = std::max(worst, std::abs((at.log_density(2) - at.log_density(0)) / (2 * e) - at.gradient(1, 0)));
  }
  EXPECT_NEAR(mass, 1, 1e-8);
  EXPECT_LE(worst, 1e-7);
}

TEST(Targets, ErrorsNamePlaceAndRemedy) {
  expect_says([] { Mala(0); }, "mala: step = 0, expected a finite number > 0");
  expect_says([] { UnadjustedLangevin(-1); }, "unadjusted_langevin: step = -1");
  expect_says([] { Metropolis(NAN); }, "metropolis: scale = nan");
  expect_says([] { Baoab(0.1, 0); }, "baoab: friction = 0");
  expect_says(
      [] {
        ReplicaExchange(std::make_unique<Idle>(), {1, 0.5, 0.5});
      },
      "replica_exchange: powers [1, 0.5, 0.5]; expected at least 2 that decrease strictly");
  const MixtureTarget target = two_modes(1, 0.5);
  Walkers walkers(target, Batch::Zero(3, 1));
  const KeyedNoise noise(ad::Key::root(2), 0);
  const ReplicaExchange exchange(std::make_unique<Idle>(), {1, 0.5});
  expect_says(
      [&] {
        exchange.step(target, {noise, 0}, walkers);
      },
      "replica_exchange: 3 rows for 2 levels; expected a multiple");
  walkers.x(1, 0) = NAN;
  expect_says([&] { run_chain(Idle(), target, noise, 4, 1, walkers); },
              "run_chain: the state is not finite after step 4, first in row 1; take a smaller step");
}

}  // namespace
}  // namespace pont::sde::test
