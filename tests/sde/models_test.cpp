// Every model of the table: closed forms, semigroup law, stationarity, moment equations; and what `checked`
// refuses.
#include "sde/models.hpp"

#include <gtest/gtest.h>

#include <set>

#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

Mat data_covariance(const LinearSde& sde) {
  Mat S = sde.initial;
  S(0, 0) = 0.36;
  return S;
}

TEST(Models, NamesAreUniqueAndEveryRowNamesItsSource) {
  std::set<std::string> names;
  for (const Model& m : models()) {
    EXPECT_TRUE(names.insert(m.name).second) << m.name;
    EXPECT_FALSE(m.summary.empty() || m.source.empty()) << m.name;
  }
  EXPECT_GE(names.size(), 10u);
}

TEST(Models, SemigroupLaw) {
  for (const Model& m : models()) {
    const LinearSde& sde = m.example;
    const double s = 0.15 * sde.T, r = 0.4 * sde.T, t = 0.8 * sde.T;
    const Kernel whole = sde.transition(s, t), parts = sde.transition(s, r).then(sde.transition(r, t));
    EXPECT_LE(largest(whole.Phi - parts.Phi), 1e-13) << m.name;
    EXPECT_LE(covariance_error(whole.Q, parts.Q), 1e-12) << m.name;
    EXPECT_LE(largest(sde.transition(s, s).Phi - Mat::Identity(sde.k(), sde.k())), 0) << m.name;
  }
}

TEST(Models, StationaryLawsStayPut) {
  int with = 0;
  for (const Model& m : models()) {
    if (!m.example.stationary) continue;
    ++with;
    const Mat& P = *m.example.stationary;
    EXPECT_LE(covariance_error(m.example.covariance(0.6 * m.example.T, P), P), 1e-13) << m.name;
  }
  EXPECT_EQ(with, 7);  // not sub_vp, ve, brownian
}

// dPhi/dt = beta A Phi and dS/dt = beta (A S + S A^T + D(t)) by the classical Runge-Kutta method.
TEST(Models, KernelsSolveTheMomentEquations) {
  for (const Model& m : models()) {
    const LinearSde& sde = m.example;
    Mat S = data_covariance(sde), Phi = Mat::Identity(sde.k(), sde.k());
    auto slope = [&](double t, const Mat& S, const Mat& Phi) -> std::pair<Mat, Mat> {
      const Mat AS = sde.drift(t) * S;
      return {AS + AS.transpose() + sde.diffusion(t), sde.drift(t) * Phi};
    };
    const int n = 20000;
    const double end = 0.9 * sde.T, h = end / n;
    for (int i = 0; i < n; ++i) {
      const double t = h * i;
      const auto [a, A] = slope(t, S, Phi);
      const auto [b, B] = slope(t + h / 2, S + h / 2 * a, Phi + h / 2 * A);
      const auto [c, C] = slope(t + h / 2, S + h / 2 * b, Phi + h / 2 * B);
      const auto [d, E] = slope(t + h, S + h * c, Phi + h * C);
      S += h / 6 * (a + 2 * b + 2 * c + d);
      Phi += h / 6 * (A + 2 * B + 2 * C + E);
    }
    EXPECT_LE(covariance_error(sde.covariance(end, data_covariance(sde)), S), 1e-9) << m.name;
    EXPECT_LE(largest(sde.transition(0, end).Phi - Phi), 1e-9) << m.name;
  }
}

TEST(Models, ScalarClosedForms) {
  const LinearSde v = vp(affine_clock(0.1, 20)), sub = sub_vp(affine_clock(0.1, 20)), e = ve(0.01, 50),
                  o = ou(0.7, 2);
  for (double t : {1e-6, 1e-3, 0.1, 0.5, 1.0}) {
    const double B = 0.1 * t + 0.5 * 19.9 * t * t, h = t * std::log(5000.0);
    EXPECT_NEAR(v.transition(0, t).Phi(0, 0), std::exp(-B / 2), 1e-15);
    EXPECT_NEAR(v.transition(0, t).Q(0, 0) / -std::expm1(-B), 1, 1e-14) << t;
    EXPECT_NEAR(sub.transition(0, t).Q(0, 0) / std::pow(std::expm1(-B), 2), 1, 1e-14) << t;
    EXPECT_NEAR(e.transition(0, t).Q(0, 0) / (1e-4 * std::expm1(2 * h)), 1, 1e-14) << t;
    EXPECT_NEAR(o.transition(0, t).Q(0, 0) / (-std::expm1(-1.4 * t) / 0.7), 1, 1e-14) << t;
    EXPECT_NEAR(ou(0, 2).transition(0, t).Q(0, 0) / (2 * t), 1, 1e-15);
    EXPECT_NEAR(brownian(3).transition(0, t).Q(0, 0) / (9 * t), 1, 1e-15);
  }
  EXPECT_DOUBLE_EQ(ou(0, 2).prior(0, 0), 4);
  EXPECT_DOUBLE_EQ(o.prior(0, 0), -std::expm1(-2.8) / 0.7);
  EXPECT_DOUBLE_EQ(e.prior(0, 0), 2500);
}

// The prior of ou is the law at T from 0 for every alpha, and that of Brownian motion in the limit.
TEST(Models, OuIsContinuousInAlpha) {
  for (const double T : {0.5, 3.0, 20.0}) {
    double last = ou(0, T).prior(0, 0);
    EXPECT_DOUBLE_EQ(last, brownian(std::numbers::sqrt2, T).prior(0, 0));
    for (const double alpha : {1e-300, 1e-12, 1e-6, 1e-4, 1e-2, 1.0, 50.0}) {
      const LinearSde sde = ou(alpha, T);
      const double prior = sde.prior(0, 0);
      EXPECT_LE(prior, last) << alpha;
      EXPECT_NEAR(prior / (2 * T), 1, 1.01 * alpha * T + 1e-15) << alpha;  // 1 - alpha T + ...
      EXPECT_DOUBLE_EQ(prior, sde.covariance(T, Mat::Zero(1, 1))(0, 0)) << alpha;
      if (alpha * T > 20) {
        EXPECT_DOUBLE_EQ(prior, 1 / alpha);
      }
      last = prior;
    }
  }
  expect_says([] { ou(1, 0); }, "ou: T = 0, expected a finite number > 0");
}

TEST(Models, SubVpByComposedFlowsMatchesItsClosedForm) {
  LinearSde sde = sub_vp(affine_clock(0.1, 20));
  const auto closed = sde.own_transition;
  sde.own_transition = nullptr;
  for (auto [s, t] : {std::pair{0.0, 1e-5}, {0.0, 1e-2}, {0.0, 1.0}, {0.3, 0.31}, {0.2, 0.9}}) {
    EXPECT_NEAR(sde.transition(s, t).Q(0, 0) / closed(s, t).Q(0, 0), 1, 1e-12) << s << " " << t;
    EXPECT_NEAR(sde.transition(s, t).Phi(0, 0), closed(s, t).Phi(0, 0), 1e-14) << s << " " << t;
  }
}

// A Langevin diffusion whose constant D is declared as varying: quadrature keeps the O(h^3) entry too.
TEST(Models, ComposedFlowsKeepSmallEntries) {
  LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const Mat D = sde.D;
  sde.varying_D = [D](double) { return D; };
  for (double t : {1e-5, 1e-2, 1.0})
    EXPECT_LE(covariance_error(sde.transition(0, t).Q, flow(sde.A, sde.D, 4 * t).Q), 1e-12) << t;
}

TEST(Models, ClocksAreIntegrals) {
  const std::vector<Clock> clocks{constant_clock(3), affine_clock(0.1, 20, 2), geometric_clock(0.01, 50),
                                  cosine_clock(),
                                  clock_of_rate([](double t) { return 1 + std::sin(9 * t); })};
  for (std::size_t i = 0; i < clocks.size(); ++i) {
    const Clock numeric = clock_of_rate(clocks[i].beta);
    EXPECT_EQ(clocks[i].elapsed(0), 0) << i;
    for (double t : {1e-6, 0.3, 0.95})
      EXPECT_NEAR(clocks[i].elapsed(t) / numeric.elapsed(t), 1, 1e-12) << i << " " << t;
  }
  const Clock rate = clock_of_rate([](double t) { return 1 + std::sin(9 * t); });
  EXPECT_NEAR(rate.elapsed(0.7), 0.7 + (1 - std::cos(6.3)) / 9, 1e-14);
  EXPECT_DOUBLE_EQ(affine_clock(0.1, 20, 2).beta(2), 20);
  expect_says([] { clock_of_rate([](double t) { return 1 / t; }).elapsed(1); },
              "is the rate singular there?");
}

TEST(Models, DrivenBlocks) {
  EXPECT_EQ(vp(constant_clock(1)).driven(), (std::vector<int>{0}));
  EXPECT_EQ(cld(constant_clock(1), 0.25, 1, 0.04).driven(), (std::vector<int>{1}));
  EXPECT_EQ(models().back().example.driven(), (std::vector<int>{2}));
}

TEST(Models, MeanIsThePropagatedMean) {
  const LinearSde sde = vp(constant_clock(4));
  EXPECT_NEAR(sde.mean(0.5, Vec::Constant(1, 3))(0), 3 * std::exp(-1.0), 1e-15);
}

TEST(Models, ThirdOrderCriticalDampingHasATripleRoot) {
  const LinearSde& sde = models().back().example;
  const Mat N = sde.A + std::sqrt(3.0) * Mat::Identity(3, 3);
  EXPECT_LE(largest(N * N * N), 1e-13);
}

TEST(Checked, RefusesInconsistentValues) {
  const LinearSde good = cld(constant_clock(4), 0.25, 1, 0.04);
  auto refuses = [&](const std::function<void(LinearSde&)>& spoil, const std::string& part) {
    LinearSde bad = good;
    spoil(bad);
    expect_says([&] { checked(bad); }, part);
  };
  refuses([](LinearSde& s) { s.D = Mat::Identity(3, 3); },
          "sde 'cld': D is 3x3, expected 2x2 as A has 2 rows");
  refuses([](LinearSde& s) { s.D(0, 1) = 1; }, "sde 'cld': D = [[0, 1], [0, 2]] is not symmetric");
  refuses([](LinearSde& s) { s.D(1, 1) = -1; }, "D = [[0, 0], [0, -1]] has the eigenvalue -1, expected >= 0");
  refuses([](LinearSde& s) { s.prior(0, 0) = 0; }, "prior = [[0, 0], [0, 0.25]] is not positive definite");
  refuses([](LinearSde& s) { s.initial(0, 0) = 1; },
          "initial = [[1, 0], [0, 0.01]] has a non-zero first row");
  refuses([](LinearSde& s) { s.D(1, 1) = 1; }, "A P + P A^T + D = [[0, 0], [0, -1]]");
  refuses([](LinearSde& s) { s.T = 0; }, "T = 0, expected > 0");
  refuses([](LinearSde& s) { s.clock = constant_clock(-1); }, "expected > 0");
  refuses([](LinearSde& s) { s.clock.elapsed = [](double t) { return 3 * t; }; },
          "where beta integrates to 0.0625");
  refuses([](LinearSde& s) { s.A << -1, 0, -1, -4, s.stationary.reset(); },
          "noise does not reach every block");
  refuses([](LinearSde& s) { s.varying_D = [](double) { return Mat::Identity(2, 2); }; }, "D - varying_D(t)");
  expect_says([] { ve(2, 1); }, "ve: sigma_max = 1 must exceed sigma_min = 2");
  expect_says([] { cld(constant_clock(4), -1, 1, 0.04); }, "cld: mass = -1, expected a finite number > 0");
  expect_says([] { ou(-1); }, "ou: alpha = -1, expected >= 0");
}

// What the cosine clock's own message recommends, and times closer to its pole.
TEST(Checked, TakesClocksThatAreSteepAtTheEnd) {
  for (const double T : {0.9, 0.995, 0.9999, 1 - 1e-9}) {
    const LinearSde sde = vp(cosine_clock(), T);
    EXPECT_GT(sde.elapsed(T), 3.7) << T;
    // a clock that is wrong by a percent is refused, wherever it is wrong
    for (const double from : {0.0, 0.5 * T, 0.99 * T}) {
      Clock wrong = cosine_clock();
      wrong.elapsed = [from, right = wrong.elapsed](double t) {
        return right(t) + 0.01 * std::max(0.0, right(t) - right(from));
      };
      expect_says([&] { vp(wrong, T); }, "give the integral of beta");
    }
  }
  EXPECT_NO_THROW(ve(1e-6, 1e6));
}

}  // namespace
}  // namespace pont::sde::test
