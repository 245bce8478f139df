// Initialisers: moments within their standard errors, orthogonality, and controls that these tests can fail.
#include "nn/initialisers.hpp"

#include <algorithm>
#include <cmath>

#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::i64;
using ad::Key;
using Values = std::vector<double>;

constexpr Fan fan{200, 300};
const ad::Shape shape{fan.in, fan.out};
const Key key = Key::root(3) / "initialisers";

struct Law {
  double variance, kurtosis;  // kurtosis: 1.8 uniform, 3 normal
  double eighth;              // E x^8 / variance^4: 9 uniform, 105 normal
};

struct Row {
  const char* name;
  Initialiser initialiser;
  Law law;
};

Law uniform_law(double variance) { return {variance, 1.8, 9}; }
Law normal_law(double variance) { return {variance, 3, 105}; }

std::vector<Row> table() {
  return {{"uniform", uniform(0.3), uniform_law(0.3 * 0.3 / 3)},
          {"normal", normal(0.3), normal_law(0.09)},
          {"kaiming_uniform", kaiming_uniform(), uniform_law(2.0 / 200)},
          {"kaiming_normal", kaiming_normal(), normal_law(2.0 / 200)},
          {"kaiming_normal, gain 1", kaiming_normal(1), normal_law(1.0 / 200)},
          {"xavier_uniform", xavier_uniform(), uniform_law(2.0 / 500)},
          {"xavier_normal", xavier_normal(), normal_law(2.0 / 500)},
          {"xavier_normal, gain 2", xavier_normal(2), normal_law(8.0 / 500)},
          {"torch_linear", torch_linear(), uniform_law(1.0 / 600)}};
}

double moment(const Values& x, int power) {
  double s = 0;
  for (double v : x) s += std::pow(v, power);
  return s / static_cast<double>(x.size());
}

// Mean, second and fourth moment, each within four standard errors of the law's.
bool follows(const Values& x, const Law& law) {
  const double n = static_cast<double>(x.size()), v = law.variance;
  return std::abs(moment(x, 1)) < 4 * std::sqrt(v / n) &&
         std::abs(moment(x, 2) - v) < 4 * v * std::sqrt((law.kurtosis - 1) / n) &&
         std::abs(moment(x, 4) - law.kurtosis * v * v) <
             4 * v * v * std::sqrt((law.eighth - law.kurtosis * law.kurtosis) / n);
}

TEST(Initialisers, FollowTheirLawAndNoOther) {
  const std::vector<Row> rows = table();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Values x = rows[i].initialiser(shape, fan, key / rows[i].name);
    ASSERT_EQ(static_cast<i64>(x.size()), shape.size());
    for (std::size_t j = 0; j < rows.size(); ++j)
      EXPECT_EQ(follows(x, rows[j].law), i == j) << rows[i].name << " under the law of " << rows[j].name;
  }
}

TEST(Initialisers, UniformsFillTheirRangeAndStayInIt) {
  const Values x = torch_linear()(shape, fan, key);
  const double bound = 1 / std::sqrt(200.0), top = *std::max_element(x.begin(), x.end());
  EXPECT_LT(top, bound);
  EXPECT_GT(top, bound * (1 - 1e-3));  // fails with probability (1 - 5e-4)^60000 = 1e-13
}

TEST(Initialisers, ConstantsAreConstant) {
  EXPECT_EQ(zeros()({2}, {}, key), (Values{0, 0}));
  EXPECT_EQ(constant(1.5)({2}, {}, key), (Values{1.5, 1.5}));
}

// Largest deviation of the Gram matrix of the rows (or columns) from the identity.
double gram_error(const Values& q, i64 rows, i64 columns, bool of_rows) {
  double worst = 0;
  const i64 count = of_rows ? rows : columns, n = of_rows ? columns : rows;
  const auto at = [&](i64 vector, i64 k) {
    return of_rows ? q[vector * columns + k] : q[k * columns + vector];
  };
  for (i64 a = 0; a < count; ++a)
    for (i64 b = 0; b < count; ++b) {
      double s = 0;
      for (i64 k = 0; k < n; ++k) s += at(a, k) * at(b, k);
      worst = std::max(worst, std::abs(s - (a == b)));
    }
  return worst;
}

TEST(Initialisers, OrthogonalIsOrthogonal) {
  EXPECT_LT(gram_error(orthogonal()({60, 40}, {}, key), 60, 40, false), 1e-14);
  EXPECT_LT(gram_error(orthogonal()({40, 60}, {}, key), 40, 60, true), 1e-14);
  EXPECT_LT(gram_error(orthogonal()({50, 50}, {}, key), 50, 50, true), 1e-14);
  EXPECT_LT(gram_error(orthogonal()({3, 4, 5}, {}, key), 12, 5, false), 1e-14);
  EXPECT_GT(gram_error(kaiming_normal(1)({60, 40}, {60, 40}, key), 60, 40, false), 0.1);  // control
}

TEST(Initialisers, OrthogonalScalesWithItsGainAndChangesWithItsKey) {
  const Values q = orthogonal()({6, 6}, {}, key), twice = orthogonal(2)({6, 6}, {}, key);
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_EQ(2 * q[i], twice[i]);
  EXPECT_NE(q, orthogonal()({6, 6}, {}, key / "other"));
}

TEST(Initialisers, Refuse) {
  expect_refusal([] { orthogonal()({4}, {}, key); },
                 "orthogonal: shape [4] given, expected at least two axes");
  expect_refusal([] { uniform(0); }, "initialiser uniform: bound 0 given, expected a positive one");
  expect_refusal([] { normal(0); }, "initialiser normal: deviation 0 given, expected a positive one");
}

}  // namespace
}  // namespace pont::nn
