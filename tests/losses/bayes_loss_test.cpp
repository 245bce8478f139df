// Bayes losses: what the exact score leaves must be the anchors of the two toy data sets, for CLD and VP.
#include <array>

#include "sde/exact_score.hpp"
#include "sde/quadrature.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

const ad::Key key = ad::Key::root(2) / "bayes";

// A data set as a mixture for the exact score, and as samples [n, 2].
struct Toy {
  std::string name;
  sde::Mixture mixture;
  Tensor (*samples)(i64 n);
};

// Five swiss rolls 0.01 (t cos t, t sin t), t = 1.5 pi (1 + 2 U), noise 0.01 * 0.2 in each coordinate.
constexpr double scale = 0.01, sigma = 0.002;
// Coordinates of the curve of roll c at t.
std::array<double, 2> roll(i64 c, double t) {
  const double x = c == 0 ? 0 : c < 3 ? 0.8 : -0.8, y = c == 0 ? 0 : c % 2 ? 0.8 : -0.8;
  return {x + scale * t * std::cos(t), y + scale * t * std::sin(t)};
}

// One component per node of a composite Gauss-Legendre rule in t: nodes at most 1.3 sigma apart.
sde::Mixture swiss_rolls() {
  constexpr int panels = 100, n = 5 * panels * 8;
  sde::Mixture mixture{Eigen::ArrayXd(n), Eigen::ArrayXXd(n, 2),
                       Eigen::ArrayXXd::Constant(n, 1, sigma * sigma)};
  const double from = 1.5 * std::numbers::pi, width = 2 * from / panels;
  Eigen::Index at = 0;
  for (i64 c = 0; c < 5; ++c)
    for (int p = 0; p < panels; ++p)
      for (int q = 0; q < 8; ++q) {
        const double node = (q < 4 ? -1 : 1) * sde::gauss_nodes[static_cast<std::size_t>(q % 4)];
        mixture.weights(at) = sde::gauss_weights[static_cast<std::size_t>(q % 4)];
        const auto [x, y] = roll(c, from + width * (p + 0.5 + 0.5 * node));
        mixture.means(at, 0) = x;
        mixture.means(at++, 1) = y;
      }
  return sde::checked(std::move(mixture));
}

Tensor diamond_samples(i64 n) { return tensor(sde::test::draw(sde::test::diamond(), key / "diamond", n)); }

Tensor swiss_roll_samples(i64 n) {
  sde::Batch x = sigma * sde::test::normals(key / "roll", n, 2);
  for (i64 i = 0; i < n; ++i) {
    const double u = (key / "t").uniform(static_cast<ad::u64>(i));
    const auto [x0, x1] = roll(i % 5, 1.5 * std::numbers::pi * (1 + 2 * u));
    x(i, 0) += x0;
    x(i, 1) += x1;
  }
  return tensor(x);
}

const std::vector<Toy>& toys() {
  static const std::vector<Toy> table{{"diamond", sde::test::diamond(), diamond_samples},
                                      {"multi swiss roll", swiss_rolls(), swiss_roll_samples}};
  return table;
}

// One cell of the table of anchors: value and its stated uncertainty (at least the printed rounding).
struct Anchor {
  std::string name;
  int toy;
  LinearSde sde;
  bool hybrid;
  double value, uncertainty;
  i64 rows;
};

std::vector<Anchor> anchors() {
  const LinearSde affine = sde::vp(sde::affine_clock(0.1, 20));
  return {{"diamond CLD HSM", 0, cld(), true, 0.1019, 5e-5, 200000},
          {"diamond CLD DSM", 0, cld(), false, 0.1066, 5e-5, 200000},
          {"diamond VP 4", 0, vp(), false, 0.1670, 5e-5, 200000},
          {"diamond VP .1..20", 0, affine, false, 0.2418, 5e-5, 200000},
          {"swiss roll CLD HSM", 1, cld(), true, 0.107, 0.002, 10000},
          {"swiss roll CLD DSM", 1, cld(), false, 0.112, 0.002, 10000},
          {"swiss roll VP 4", 1, vp(), false, 0.2900, 0.0017, 10000},
          {"swiss roll VP .1..20", 1, affine, false, 0.299, 0.004, 10000}};
}

// A score that is wrong by a constant factor.
class Scaled final : public sde::Score {
 public:
  Scaled(sde::Score& score, double factor) : score_(score), factor_(factor) {}
  void operator()(const sde::Batch& u, double t, sde::Batch& s) override { score_(u, t, s), s *= factor_; }
  void probe(const sde::Batch& u, double t, const sde::Batch& v, sde::Batch& s,
             Eigen::VectorXd& vJv) override {
    score_.probe(u, t, v, s, vJv), s *= factor_, vJv *= factor_;
  }

 private:
  sde::Score& score_;
  double factor_;
};

Eigen::VectorXd losses_of(const Anchor& a, double factor, i64 rows) {
  const Toy& toy = toys()[static_cast<std::size_t>(a.toy)];
  const Denoising objective = denoising(a.sde, a.hybrid ? a.sde.initial : zero(a.sde), {});
  sde::MixtureScore exact(a.sde, toy.mixture);
  Scaled score(exact, factor);
  return score_losses(objective, score, toy.samples(rows), {.key = key / a.name, .rows = 500});
}

// Distance to the anchor in units of the combined standard error.
double deviation(const Anchor& a, const Estimate& e) {
  return std::abs(e.mean - a.value) / std::hypot(e.standard_error, a.uncertainty);
}

TEST(BayesLoss, OfTheExactScoreEqualsTheAnchors) {
  for (const Anchor& a : anchors()) {
    const Estimate e = estimate(losses_of(a, 1, a.rows));
    std::cout << "  " << a.name << ": " << e.mean << " +- " << e.standard_error << ", anchor " << a.value
              << " +- " << a.uncertainty << "\n";
    EXPECT_LE(deviation(a, e), 4) << a.name << ": " << e.mean << " +- " << e.standard_error;
  }
}

// Negative controls: 20 % off misses the anchor, and 3 % off is worse than the exact score on the same draws.
TEST(BayesLoss, OfAWrongScoreDoesNot) {
  for (const Anchor& a : anchors()) {
    if (a.toy != 0) continue;
    constexpr i64 rows = 20000;
    EXPECT_GT(deviation(a, estimate(losses_of(a, 1.2, rows))), 4) << a.name;
    const Estimate worse = estimate(losses_of(a, 1.03, rows) - losses_of(a, 1, rows));
    EXPECT_GT(worse.mean, 4 * worse.standard_error) << a.name;
  }
}

}  // namespace
}  // namespace pont::losses::test
