// The factorisation of the target and the references, against dense inverses; the tables and their errors.
#include "losses/regression.hpp"

#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

Mat dense_inverse(const Mat& S) { return Eigen::MatrixXd(S).fullPivLu().inverse(); }

TEST(Regression, FactorsTheConditionalScoreOfEverySde) {
  for (const LinearSde& sde : all_sdes())
    for (const Mat& S0 : {zero(sde), sde.initial})
      for (double t : {1e-4, 0.03, 1.0}) {
        const Regression r = regression(sde, S0, {});
        const Regression::Coefficients c = r.at(t);
        const Mat W = Eigen::MatrixXd(c.L).inverse().transpose(), driven = W(r.driven(), Eigen::all);
        EXPECT_EQ(c.ell.rows(), r.m());
        EXPECT_LE(largest(c.Q * c.Q.transpose() - Mat::Identity(r.m(), r.m())), 1e-13) << sde.name;
        EXPECT_LE(largest(c.ell * c.Q - driven), 1e-12 * largest(driven)) << sde.name << " t " << t;
        EXPECT_EQ(largest(Mat(c.ell.triangularView<Eigen::StrictlyLower>())), 0) << sde.name;
        EXPECT_GT(c.ell.diagonal().minCoeff(), 0) << sde.name;
        if (r.driven().back() == sde.k() - 1 && r.m() == 1) {
          EXPECT_NEAR(c.ell(0, 0) * c.L(sde.k() - 1, sde.k() - 1), 1, 1e-13) << sde.name;
        }
      }
}

TEST(Regression, ReferencesAreScoresOfGaussianData) {
  for (const LinearSde& sde : all_sdes()) {
    const double t = 0.2, variance = 0.5, floor = 1e-3;
    Mat S = sde.initial;
    S(0, 0) = variance;
    S = sde.covariance(t, S);
    S.diagonal().array() += floor;
    const auto driven = sde.driven();
    const Mat block = dense_inverse(S(driven, driven)), whole = dense_inverse(S)(driven, Eigen::all);
    const auto R = [&](const char* name) {
      return regression(sde, zero(sde), {.parametrisation = name, .variance = variance, .floor = floor})
          .at(t)
          .R;
    };
    EXPECT_EQ(largest(R("plain")), 0);
    EXPECT_LE(largest(R("mixed")(Eigen::all, driven) - block), 1e-11 * largest(block)) << sde.name;
    EXPECT_NEAR(R("mixed").squaredNorm(), block.squaredNorm(), 1e-11 * block.squaredNorm()) << sde.name;
    for (const char* name : {"residual", "preconditioned"})
      EXPECT_LE(largest(R(name) - whole), 1e-11 * largest(whole)) << sde.name;
  }
}

// Dockhorn, Vahdat & Kreis 2022: -v / Svv(t), Svv without data variance.
TEST(Regression, MixedScoreOfThePaper) {
  const LinearSde sde = cld();
  const Mat R =
      regression(sde, sde.initial, {.parametrisation = "mixed", .variance = 0, .floor = 0}).at(0.1).R;
  EXPECT_EQ(R(0, 0), 0);
  EXPECT_NEAR(R(0, 1), 1 / sde.covariance(0.1, sde.initial)(1, 1), 1e-10);
}

TEST(Regression, TablesNameWhatTheyHave) {
  expect_says([] { parametrisation("mixd", 1); },
              "no parametrisation is called 'mixd'; there are: plain, mixed, residual, preconditioned");
  expect_says([] { parametrisation("mixed", -1); }, "parametrisation 'mixed': variance = -1, expected >= 0");
  expect_says([] { parametrisation("preconditioned", 0); },
              "parametrisation 'preconditioned': variance = 0, expected > 0");
  expect_says(
      [] { weighting("likelyhood"); },
      "no weighting is called 'likelyhood'; there are: inverse_ell_squared, unit, uniform, likelihood");
  expect_says([] { time_sampling("u", regression(vp(), zero(vp()), {}), 0.1); },
              "no time sampling is called 'u'; there are: uniform, importance");
}

}  // namespace
}  // namespace pont::losses::test
