// Discrete optimal transport: Sinkhorn against closed forms and the network simplex, geodesics against their
// laws.
#include <gtest/gtest.h>

#include <limits>
#include <numbers>

#include "bridge_fixtures.hpp"
#include "sde/summation.hpp"
#include "sde/transport/cloud_transport.hpp"
#include "sde/transport/mixture_transport.hpp"
#include "sde/transport/sinkhorn.hpp"

namespace pont::sde {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;
using test::expect_equal, test::expect_says, test::largest, test::scalar_law, test::tilted_law;

const ad::Key key = ad::Key::root(5) / "transport";

VectorXd uniform(Eigen::Index n) { return VectorXd::Constant(n, 1.0 / double(n)); }

// Positive weights that are not uniform.
VectorXd uneven(Eigen::Index n) {
  return VectorXd::NullaryExpr(n, [](Eigen::Index i) { return 1.5 + std::sin(double(i)); });
}

Batch square_cloud(const char* name, Eigen::Index n) {
  Batch x(n, 2);
  ad::fill_uniform(key / name, 0, 0, x.size(), x.data());
  return x;
}

double transport_cost(const SparsePlan& plan, const Batch& cost) {
  double total = 0;
  for (const CoupledPair& p : plan) total += p.mass * cost(p.from, p.to);
  return total;
}

// Eight clusters whose numbers of points differ, as in the data sets of bridges: mass moves far.
Batch clusters(const char* name, Eigen::Index n) {
  Batch x(n, 2);
  ad::fill_normal(key / name, 0, 0, x.size(), x.data());
  for (Eigen::Index i = 0; i < n; ++i) {
    const double angle = std::numbers::pi / 4 * std::floor(8 * (key / name / "cluster").uniform(ad::u64(i)));
    x(i, 0) = 0.5 * x(i, 0) + 5 * std::cos(angle);
    x(i, 1) = 0.5 * x(i, 1) + 5 * std::sin(angle);
  }
  return x;
}

struct CloudCase {
  const char* name;
  Batch x, y;
  Masses masses;
};

// Without a matrix of costs the optimum is the same, to the accuracy that both state.
TEST(Clouds, ShortlistsFindTheOptimumOfTheFullProblem) {
  const auto weights = [](Eigen::Index n) {
    const VectorXd w = uneven(n);
    return std::vector<double>(w.data(), w.data() + n);
  };
  const Batch lattice = (4 * square_cloud("lattice", 900)).array().round();  // ties and repeated points
  const CloudCase cases[] = {
      {"clusters", clusters("a", 1200), clusters("b", 1200), uniform_masses(1200, 1200)},
      {"uneven numbers", clusters("c", 700), square_cloud("d", 1100), uniform_masses(700, 1100)},
      {"weights", clusters("e", 800), clusters("f", 900),
       weighted_masses("test", weights(800), weights(900))},
      {"ties", lattice, lattice.rowwise().reverse(), uniform_masses(900, 900)},
      {"one point", square_cloud("g", 1), clusters("h", 300'000), uniform_masses(1, 300'000)}};
  for (const CloudCase& c : cases) {
    const SparsePlan plan = kantorovich(c.masses, c.x, c.y);
    VectorXd rows = VectorXd::Zero(c.x.rows()), columns = VectorXd::Zero(c.y.rows());
    double cost = 0;
    for (const CoupledPair& p : plan) {
      rows[p.from] += p.mass, columns[p.to] += p.mass;
      cost += p.mass * (c.x.row(p.from) - c.y.row(p.to)).squaredNorm();
    }
    const double rounding = 1e-15 + 1e-16 * double(plan.size());
    for (Eigen::Index i = 0; i < rows.size(); ++i)
      EXPECT_NEAR(rows[i], double(c.masses.x[std::size_t(i)]) / double(c.masses.total), rounding) << c.name;
    for (Eigen::Index j = 0; j < columns.size(); ++j)
      EXPECT_NEAR(columns[j], double(c.masses.y[std::size_t(j)]) / double(c.masses.total), rounding)
          << c.name;
    if (c.x.rows() == 1) continue;
    const Batch all = squared_distances(c.x, c.y);
    EXPECT_NEAR(cost, transport_cost(kantorovich(c.masses, all), all), 1e-11) << c.name;
  }
}

TEST(Clouds, ArcsThatAllowNoPlanAreRefused) {
  const TransportArc only{0, 0, 1};
  expect_says([&] { solve_on_arcs(uniform_masses(2, 2), {&only, 1}); }, "found no optimum");
}

TEST(Sinkhorn, TwoPointsInClosedForm) {
  // By symmetry p = [[q, 1/2 - q], [1/2 - q, q]] with q / (1/2 - q) = exp(1 / epsilon) for the cost 1 off the
  // diagonal.
  const Batch cost = (Batch(2, 2) << 0, 1, 1, 0).finished();
  for (const double epsilon : {10.0, 1.0, 0.1, 0.05}) {
    const EntropicPlan plan = entropic_plan(uniform(2), uniform(2), cost, epsilon, {.tolerance = 1e-13});
    EXPECT_NEAR(plan.matrix(cost)(0, 1) * (1 + std::exp(1 / epsilon)), 0.5, 1e-11) << epsilon;
  }
}

TEST(Sinkhorn, MarginalsAndTheGibbsForm) {
  const Batch x = square_cloud("x", 40), y = square_cloud("y", 57), cost = squared_distances(x, y);
  const VectorXd a = uneven(40), b = uneven(57);
  const EntropicPlan plan = entropic_plan(a, b, cost, 0.02, {.tolerance = 1e-12});
  const Batch p = plan.matrix(cost);
  EXPECT_LT(largest(p.rowwise().sum() - a / a.sum()), 1e-12);
  EXPECT_LT(largest(p.colwise().sum().transpose() - b / b.sum()), 1e-13);
  // log p + cost / epsilon is a function of i plus one of j: every 2 x 2 minor vanishes.
  const Batch logs = p.array().log() + cost.array() / 0.02;
  for (Eigen::Index i = 1; i < 40; ++i)
    for (Eigen::Index j = 1; j < 57; ++j)
      EXPECT_NEAR(logs(i, j) - logs(0, j) - logs(i, 0) + logs(0, 0), 0, 1e-9);
}

TEST(Sinkhorn, SmallEpsilonApproachesTheExactPlanFromAbove) {
  const Batch x = square_cloud("x", 40), y = square_cloud("y", 50), cost = squared_distances(x, y);
  const double exact = transport_cost(kantorovich(uniform_masses(40, 50), cost), cost);
  double before = cost.mean();
  for (const double epsilon : {1.0, 0.1, 0.01, 0.001}) {
    const EntropicPlan plan = entropic_plan(uniform(40), uniform(50), cost, epsilon, {.tolerance = 1e-9});
    const Batch p = plan.matrix(cost);
    ASSERT_TRUE(p.allFinite());
    const double ours = p.cwiseProduct(cost).sum();
    EXPECT_GT(ours, exact - 1e-9) << epsilon;
    EXPECT_LT(ours - exact, epsilon * std::log(40.0 * 50))
        << epsilon;  // the entropies differ by at most log(nm)
    EXPECT_LT(ours, before) << epsilon;
    before = ours;
  }
}

TEST(Sinkhorn, HugeCostsAndDistantCloudsStayFinite) {
  const Batch x = 1e3 * square_cloud("x", 30), y = Batch(1e3 * square_cloud("y", 30)).array() + 1e5;
  const EntropicPlan plan =
      sinkhorn(uniform(30), uniform(30), squared_distances(x, y), 1e-3, {.max_iterations = 3000});
  EXPECT_TRUE(plan.f.allFinite() && plan.g.allFinite());
  EXPECT_TRUE(std::isfinite(plan.marginal_error));
}

TEST(Sinkhorn, SaysWhetherItConverged) {
  const Batch x = square_cloud("x", 40), cost = squared_distances(x, square_cloud("y", 40));
  const EntropicPlan plan = sinkhorn(uniform(40), uniform(40), cost, 1e-3, {.max_iterations = 30});
  EXPECT_FALSE(plan.converged);
  EXPECT_EQ(plan.iterations, 30);
  const Batch p = plan.matrix(cost);
  EXPECT_NEAR(plan.marginal_error, (p.rowwise().sum() - uniform(40)).cwiseAbs().sum(), 1e-10);
  EXPECT_GT(plan.marginal_error, 1e-9);
  expect_says([&] { entropic_plan(uniform(40), uniform(40), cost, 1e-3, {.max_iterations = 30}); },
              "after 30 iterations at epsilon = 0.001; expected at most 1e-09: allow more iterations, or "
              "take a larger "
              "epsilon or tolerance");
}

TEST(Sinkhorn, RefusesWhatIsNoProblem) {
  const Batch cost = Batch::Ones(2, 3);
  expect_says([&] { sinkhorn(uniform(3), uniform(3), cost, 1); }, "3 weights a for 2 points");
  expect_says([&] { sinkhorn(uniform(2), VectorXd(Eigen::Vector3d(1, 0, 1)), cost, 1); }, "weight b[1] is 0");
  expect_says([&] { sinkhorn(uniform(2), uniform(3), cost, 0); }, "use kantorovich for 0");
  expect_says([&] { sinkhorn(uniform(2), uniform(3), cost / 0.0, 1); }, "a cost is not finite");
  expect_says([&] { sinkhorn(uniform(2), uniform(3), cost, 1).matrix(cost.transpose()); }, "expected [2, 3]");
}

TEST(Kantorovich, RefusesWhatIsNoProblem) {
  expect_says([] { kantorovich(uniform_masses(2, 2), Batch::Ones(2, 3)); },
              "cost is [2, 3] for 2 and 2 masses");
  expect_says([] { kantorovich(uniform_masses(1, 1), -Batch::Ones(1, 1)); }, "negative or not finite");
  expect_says([] { squared_distances(Batch::Ones(1, 2), Batch::Ones(1, 3)); }, "x has 2 dimensions, y 3");
}

TEST(Displacement, HasConstantSpeed) {
  const Batch x = square_cloud("x", 20), y = square_cloud("y", 25).array() + 0.5;
  const SparsePlan plan = kantorovich(uniform_masses(20, 25), squared_distances(x, y));
  const double whole = std::sqrt(transport_cost(plan, squared_distances(x, y)));
  const WeightedPoints early = displacement(x, y, plan, 0.3), late = displacement(x, y, plan, 0.8);
  EXPECT_NEAR(early.weights.sum(), 1, 1e-14);
  const auto weights = [](const WeightedPoints& p) {
    return std::span<const double>(p.weights.data(), std::size_t(p.weights.size()));
  };
  const Batch cost = squared_distances(early.points, late.points);
  const SparsePlan between = kantorovich(weighted_masses("test", weights(early), weights(late)), cost);
  EXPECT_NEAR(std::sqrt(transport_cost(between, cost)), 0.5 * whole, 1e-12);
}

TEST(GaussianTransport, MapPushesAndIsSymmetric) {
  for (const int d : {1, 2, 5}) {
    const Gaussian p0 = tilted_law(d, 1), p1 = tilted_law(d, 2.3);
    const AffineMap map = transport_map(p0, p1);
    EXPECT_LT(largest(map.A - map.A.transpose()), 1e-14);
    EXPECT_LT(largest(map.A * p0.covariance * map.A - p1.covariance), 1e-11);
    EXPECT_LT(largest(map(p0.mean) - p1.mean), 1e-13);
    const double whole = wasserstein2(p0, p1);
    EXPECT_NEAR(wasserstein2(displacement(p0, p1, 0.2), displacement(p0, p1, 0.7)), 0.5 * whole, 1e-11);
  }
}

GaussianMixture mixture(double seed, int n) {
  GaussianMixture p{uneven(n), {}};
  for (int i = 0; i < n; ++i) p.components.push_back(tilted_law(2, seed + i));
  return p;
}

TEST(MixtureTransport, GeodesicHasConstantSpeedAndTheRightEnds) {
  const GaussianMixture p = mixture(1, 3), q = mixture(2.7, 4);
  const MixtureTransport whole = mixture_transport(p, q);
  const auto at = [&](double t) { return displacement(p, q, whole.pairs, t); };
  EXPECT_NEAR(mixture_transport(at(0.25), at(0.75)).distance, 0.5 * whole.distance, 1e-7);
  for (const Eigen::Vector2d& x : {Eigen::Vector2d(0.3, 0), Eigen::Vector2d(-1, 0.5)}) {
    EXPECT_NEAR(at(0).density(x), p.density(x), 1e-12);
    EXPECT_NEAR(at(1).density(x), q.density(x), 1e-11);
  }
  EXPECT_NEAR(mixture_transport(p, p).distance, 0, 1e-14);
}

TEST(MixtureTransport, OneComponentIsTheGaussianDistance) {
  const GaussianMixture p{VectorXd::Ones(1), {scalar_law(1, 4)}}, q{VectorXd::Ones(1), {scalar_law(3, 9)}};
  EXPECT_NEAR(mixture_transport(p, q).distance, std::sqrt(5.0), 1e-14);
  EXPECT_NEAR(p.density(VectorXd::Constant(1, 3)), std::exp(-0.5) / std::sqrt(8 * std::numbers::pi), 1e-16);
  expect_says(
      [&] {
        mixture_transport({VectorXd::Ones(2), {scalar_law(0, 1)}}, q);
      },
      "2 weights for 1 components");
}

TEST(LogSumExp, OfInfiniteTermsIsTheirLargestAndOfNaNIsNaN) {
  constexpr double inf = std::numeric_limits<double>::infinity(),
                   nan = std::numeric_limits<double>::quiet_NaN();
  const MatrixXd terms{{-inf, -inf}, {inf, 3}, {-inf, 3}, {0, 0}, {nan, -inf}, {inf, nan}};
  const VectorXd sums = row_log_sum_exp(6, 2, [&](Eigen::Index i, Eigen::Index j) { return terms(i, j); });
  EXPECT_EQ(sums(0), -inf);
  EXPECT_EQ(sums(1), inf);
  EXPECT_EQ(sums(2), 3);
  EXPECT_DOUBLE_EQ(sums(3), std::numbers::ln2);
  EXPECT_TRUE(std::isnan(sums(4)) && std::isnan(sums(5)));
}

}  // namespace
}  // namespace pont::sde
