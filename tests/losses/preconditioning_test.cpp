// Preconditioning against the formulas of EDM, the variance of its target, and extended precision.
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

const ad::Key key = ad::Key::root(29) / "preconditioning";

Regression preconditioned(const LinearSde& sde, const Mat& S0, double variance, double floor) {
  return regression(sde, S0, {.parametrisation = "preconditioned", .variance = variance, .floor = floor});
}

// Karras et al. 2022, table 1: D = c_skip y + c_out F(c_in y) is the data behind y = u / a with noise
// sigma = s / a, and the score of u is (D - y) / (a sigma^2). Here net = -F.
struct Edm {
  Edm(double B, double sigma_d) {
    const long double sigma2 = std::expm1(static_cast<long double>(B)), data2 = 1.0L * sigma_d * sigma_d;
    a = std::exp(-0.5L * B);
    c_skip = data2 / (sigma2 + data2);
    c_out = std::sqrt(sigma2) * sigma_d / std::sqrt(sigma2 + data2);
    c_in = 1 / std::sqrt(sigma2 + data2);
    sigma_squared = sigma2;
  }
  long double a, c_skip, c_out, c_in, sigma_squared;
};

TEST(Preconditioning, OfVpIsEdm) {
  const LinearSde sde = sde::vp(sde::affine_clock(0.1, 20));
  for (const double sigma_d : {0.5, 1.0, 2.0})
    for (const double t : {1e-5, 0.01, 0.3, 1.0}) {
      const Regression::Coefficients c = preconditioned(sde, zero(sde), sigma_d * sigma_d, 0).at(t);
      const Edm edm(sde.elapsed(t), sigma_d);
      const auto same = [&](double ours, long double published, const char* what) {
        EXPECT_NEAR(static_cast<double>(ours / published), 1, 1e-12)
            << what << " at " << t << ", " << sigma_d;
      };
      const long double weight = edm.a * edm.sigma_squared;  // of D - y in the score
      same(c.input(0), edm.c_in / edm.a, "c_in");
      same(c.unit()(0, 0), edm.c_out / weight, "c_out");
      const double u = 1.3, F = 0.7, y = u / static_cast<double>(edm.a);
      const double score = -c.R(0, 0) * u + c.unit()(0, 0) * F;
      EXPECT_NEAR(score, static_cast<double>((edm.c_skip * y + edm.c_out * F - y) / weight),
                  1e-12 * std::abs(y / static_cast<double>(weight)))
          << t << ", " << sigma_d;
      if (sigma_d == 1) same(c.K(0, 0), edm.a, "v-prediction");
    }
}

// The target K^-1 (alpha - ell^-1 R u) of Gaussian data as a matrix [m, 2k] of what is drawn, and the size of
// its terms, before they cancel.
struct Target {
  Target(const Regression& r, double variance, double t) {
    const Regression::Coefficients c = r.at(t);
    Mat root = sde::square_root(r.sde().initial - r.perturbation().S0());
    root(0, 0) = std::sqrt(variance);
    const Eigen::MatrixXd of_data = c.shift() * c.Phi * root, of_noise = c.shift() * c.L;
    map.resize(r.m(), 2 * r.k());
    map << -of_data, c.target() - of_noise;
    size = of_data.squaredNorm() + of_noise.squaredNorm() + c.target().squaredNorm();
  }
  Eigen::MatrixXd map;
  double size;
};

TEST(Preconditioning, TheTargetOfGaussianDataHasUnitVarianceAtEveryTime) {
  for (const LinearSde& sde : all_sdes())
    for (const Mat& S0 : {zero(sde), sde.initial})
      for (const double variance : {0.25, 1.0, 9.0})
        for (const double t : {1e-5, 1e-3, 0.1, 0.4, 1.0}) {
          const Regression r = preconditioned(sde, S0, variance, 1e-6);
          const Target target(r, variance, t);
          Eigen::MatrixXd expected = Eigen::MatrixXd::Identity(r.m(), r.m());
          if (r.m() == 2 && S0 == sde.initial) expected(0, 0) = 0;  // one direction for two rows
          const Eigen::MatrixXd variances = target.map * target.map.transpose();
          EXPECT_LE(largest(Mat(variances - expected)), 1e-11 * (1 + std::sqrt(target.size)))
              << sde.name << " variance " << variance << " t " << t << ": " << sde::text(Mat(variances))
              << " size " << target.size;
        }
}

TEST(Preconditioning, ScalesInputsToUnitVariance) {
  for (const LinearSde& sde : all_sdes())
    for (const double t : {1e-5, 0.2, 1.0}) {
      Mat S = sde.initial;
      S(0, 0) = 0.25;
      S = sde.covariance(t, S);
      const Regression::Coefficients c = preconditioned(sde, sde.initial, 0.25, 1e-6).at(t);
      for (int b = 0; b < sde.k(); ++b)
        EXPECT_NEAR(c.input(b) * c.input(b) * (S(b, b) + 1e-6), 1, 1e-12) << sde.name << " block " << b;
    }
}

// Directly from sqrt(1 - (C^-1)_kk / (Sigma^-1)_kk) with mpmath 1.3 at 80 digits: the matrix exponential of
// van Loan for both covariances, data variance 1/4, floor 1e-6, the parameters of models().
struct Exact {
  std::string model;
  bool hybrid;
  double t, K;
};
const std::vector<Exact>& extended_precision() {
  static const std::vector<Exact> table{
      {"cld", true, 1e-05, 0.015996362068029937},
      {"cld", true, 0.1, 0.5525354311344542},
      {"cld", true, 1, 0.0013418748394607075},
      {"cld", false, 1e-05, 0.99597379273420729},
      {"cld", false, 0.1, 0.55756024597405508},
      {"cld", false, 1, 0.0014216911418680374},
      {"cld_underdamped", true, 1e-05, 0.015996910909863108},
      {"cld_underdamped", true, 0.1, 0.69751332257695183},
      {"cld_underdamped", true, 1, 0.0063595216603750555},
      {"cld_underdamped", false, 1e-05, 0.99795611583421703},
      {"cld_underdamped", false, 0.1, 0.70484844274623325},
      {"cld_underdamped", false, 1, 0.0065714406931685768},
      {"cld_overdamped", true, 1e-05, 0.015995443701649473},
      {"cld_overdamped", true, 0.1, 0.38751327087412442},
      {"cld_overdamped", true, 1, 0.01718794995393332},
      {"cld_overdamped", false, 1e-05, 0.99204339472265537},
      {"cld_overdamped", false, 0.1, 0.39005398609690189},
      {"cld_overdamped", false, 1, 0.017286794036008166},
      {"third_order_langevin", true, 1e-05, 4.5327605827759101e-7},
      {"third_order_langevin", true, 0.1, 0.60599160557585198},
      {"third_order_langevin", true, 1, 0.011145495285311039},
      {"third_order_langevin", false, 1e-05, 0.99483063087433807},
      {"third_order_langevin", false, 0.1, 0.68336385128630815},
      {"third_order_langevin", false, 1, 0.012987104458212709},
      {"vp", true, 1e-05, 0.99999599803101978},
      {"vp", true, 0.1, 0.8267894840847654},
      {"vp", true, 1, 0.0032858448180732548},
  };
  return table;
}

TEST(Preconditioning, EqualsExtendedPrecisionAtBothEnds) {
  for (const Exact& e : extended_precision())
    for (const sde::Model& m : sde::models())
      if (m.name == e.model) {
        const LinearSde& sde = m.example;
        const Mat S0 = e.hybrid ? sde.initial : zero(sde);
        const double K = std::abs(preconditioned(sde, S0, 0.25, 1e-6).at(e.t).K(0, 0));
        EXPECT_NEAR(K / e.K, 1, 1e-12) << e.model << (e.hybrid ? " hybrid" : " denoising") << " t " << e.t;
      }
}

// An oscillating state forgets the data for an instant: K goes through 0, and its sign with it.
TEST(Preconditioning, IsSmoothWhereTheUnderdampedUnitVanishes) {
  const LinearSde sde = sde::cld(sde::constant_clock(4), 0.25, 0.5, 0.04);
  const Regression r = preconditioned(sde, sde.initial, 0.25, 1e-6);
  const auto K = [&](double t) { return r.at(t).K(0, 0); };
  EXPECT_LT(K(0.44) * K(0.47), 0);
  const double h = 1e-3;
  for (double t = 0.44; t < 0.47; t += h)
    EXPECT_LE(std::abs(K(t + h) - 2 * K(t) + K(t - h)), 0.1 * std::abs(K(t + h) - K(t))) << t;
}

class FixedTime final : public TimeSampling {
 public:
  explicit FixedTime(double t) : t_(t) {}
  TimeDraw operator()(double) const override { return {t_, 1}; }

 private:
  double t_;
};

// The mean square, per coordinate, of the target of data N(0, variance) that the objective draws, less 1, in
// its standard errors: the squares are chi squared with 2 degrees over 2, so that n d of them have the error
// sqrt(2 / (n d)).
double excess(const LinearSde& sde, const std::string& parametrisation, double variance, double t) {
  constexpr i64 n = 20000, d = 2;
  const Choice choice{.parametrisation = parametrisation, .variance = 0.25, .floor = 1e-6};
  const Denoising objective(regression(sde, sde.initial, choice), weighting("unit"),
                            std::make_shared<FixedTime>(t));
  const Tensor x = tensor(std::sqrt(variance) * sde::test::normals(key / "x", n, d));
  const auto out = values(
      [&](Var rows, const nn::Stream& s) -> std::vector<Var> {
        return {objective(zero_network(sde.k(), objective.regression().m()), rows, s)};
      },
      x, key / sde.name);
  return (vector(out[0]).mean() / d - 1) / std::sqrt(2.0 / (n * d));
}

TEST(Preconditioning, DrawsTargetsOfUnitVariance) {
  for (const sde::Model& m : sde::models())
    for (const double t : {0.02, 0.1, 0.4, 0.9})
      EXPECT_LE(std::abs(excess(m.example, "preconditioned", 0.25, t)), 4.5) << m.name << " t " << t;
}

// Negative controls: the residual in units of ell, and data a fifth wider, at a time that has forgotten them.
TEST(Preconditioning, OtherUnitsAndOtherDataAreSeen) {
  for (const sde::Model& m : sde::models()) {
    EXPECT_GT(std::abs(excess(m.example, "residual", 0.25, 0.4)), 20) << m.name;
    EXPECT_GT(excess(m.example, "preconditioned", 0.3, 1), 10) << m.name;
  }
}

}  // namespace
}  // namespace pont::losses::test
