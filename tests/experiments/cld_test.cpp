// The reproductions of CLD in small: every one runs, and what is exact in them holds.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/data/gaussians.hpp"
#include "experiments/data/known_law.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/metrics/likelihood_units.hpp"
#include "experiments/reproduce/report.hpp"
#include "experiments/reproductions/cld/complexity.hpp"
#include "experiments/reproductions/cld/exact_sampling.hpp"
#include "experiments/reproductions/cld/expectation.hpp"
#include "experiments/reproductions/cld/sampler_comparison.hpp"
#include "experiments/reproductions/cld/target_variance.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "experiments/reproductions/registry.hpp"
#include "sde/exact_score.hpp"
#include "sde/models.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

// The diamond at time t is the product of two axes, so its expectations are those of the axes.
TEST(DiffusedMixture, IntegratesPolynomialsAndTheDensity) {
  for (const double t : {1e-3, 0.05, 0.3, 1.0}) {
    const sde::LinearSde sde = toy_cld();
    const DiffusedMixture law(sde, diamond_axis(), t);
    sde::Mat start = sde.initial;
    start(0, 0) = 0.5 / 3 + diamond_sigma * diamond_sigma;
    const sde::Mat covariance = sde.covariance(t, start);
    EXPECT_NEAR(law.expectation([](auto&, const double*) { return 1; }), 1, 1e-13);
    EXPECT_NEAR(law.expectation([](auto&, const double* u) { return u[0] * u[1]; }), covariance(0, 1), 1e-12);
    // Stein: E u_i s_j = -delta_ij, whatever the law
    const auto stein = [](int i, int j) {
      return [=](sde::MixtureMarginal& at, const double* u) {
        double s[2];
        at.log_density(u);
        at.score(u, s);
        return u[i] * s[j];
      };
    };
    EXPECT_NEAR(law.expectation(stein(1, 1)), -1, 1e-10) << t;
    EXPECT_NEAR(law.expectation(stein(0, 1)), 0, 1e-10) << t;
  }
}

TEST(DiffusedMixture, OneGaussianHasClosedForms) {
  const sde::LinearSde sde = toy_cld();
  const sde::Mixture one{Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Zero(1, 1),
                         Eigen::ArrayXXd::Constant(1, 1, 0.3)};
  const DiffusedMixture law(sde, one, 0.2);
  sde::Mat start = sde.initial;
  start(0, 0) = 0.3;
  const sde::Mat S = sde.covariance(0.2, start), P = sde.prior;
  EXPECT_NEAR(law.fisher(), S.inverse()(1, 1), 1e-10);
  EXPECT_NEAR(law.divergence_from(P),
              0.5 * ((P.inverse() * S).trace() - 2 + std::log(P.determinant() / S.determinant())), 1e-12);
  EXPECT_THROW(DiffusedMixture(sde, diamond(), 0.2), std::invalid_argument);
}

TEST(Toys, TheDiamondIsTheProductOfItsAxes) {
  EXPECT_NEAR(diamond_entropy(), -1.40265, 5e-6);
  const Points x = sample(GaussianMixture(diamond()), ad::Key::root(1), 50);
  Points axes(100, 1);
  for (Eigen::Index i = 0; i < 50; ++i) {
    axes(2 * i, 0) = (x(i, 0) + x(i, 1)) / std::sqrt(2.0);
    axes(2 * i + 1, 0) = (x(i, 0) - x(i, 1)) / std::sqrt(2.0);
  }
  const Eigen::VectorXd whole = log_density(diamond(), x), parts = log_density(diamond_axis(), axes);
  for (Eigen::Index i = 0; i < 50; ++i) EXPECT_NEAR(whole(i), parts(2 * i) + parts(2 * i + 1), 1e-11);
}

TEST(LikelihoodUnits, OffsetsAreSpelledOut) {
  EXPECT_DOUBLE_EQ(bits_per_dimension(2 * std::log(2), 2), 1);
  EXPECT_DOUBLE_EQ(bits_per_dimension(0, 3072, 2.0 / 256), 7);
}

// Of the published table without noise, the first and the last column; half a digit wrong would show.
TEST(GaussianErrors, AreThePublishedDigits) {
  const auto error = [](int sampler, std::int64_t n) {
    const ComparedSampler& s = compared_samplers().at(static_cast<std::size_t>(sampler));
    return gaussian_error(s, grid_of_evaluations(compared_grids().at(1), s, n));
  };
  EXPECT_NEAR(error(0, 20), 3.85e-2, 0.005e-2);
  EXPECT_NEAR(error(1, 20), 8.60e-3, 0.005e-3);
  EXPECT_NEAR(error(1, 2000), 2.16e-4, 0.005e-4);
}

TEST(TargetVariance, HybridIsBelowDenoisingAtEveryTime) {
  for (const double floor : {0.0, 1e-6})
    for (double t = 1e-5; t < 1; t *= 2) {
      const TargetVariance d = target_variance(toy_cld(), matching_kinds()[0], t, floor),
                           h = target_variance(toy_cld(), matching_kinds()[1], t, floor);
      EXPECT_DOUBLE_EQ(d.fisher, h.fisher);
      EXPECT_GT(d.score(), h.score()) << t;
      EXPECT_GT(h.score(), 0) << t;
    }
}

TEST(Complexity, QuadratureAndDifferencesAgree) {
  const losses::Regression r{sde::Perturbation(toy_cld(), toy_cld().initial, 1e-6),
                             losses::parametrisation("mixed", 0)};
  sde::MixtureScore score(toy_cld(), diamond());
  const Complexity exact = exact_complexity(r, 0.1),
                   sampled = sampled_complexity(r, score, 0.1, 1e-6, ad::Key::root(3), 4000);
  EXPECT_LE(std::abs(sampled.xi.mean - exact.xi.mean), 4 * sampled.xi.standard_error);
  EXPECT_LE(std::abs(sampled.jacobian.mean - exact.jacobian.mean), 4 * sampled.jacobian.standard_error);
  // negative control: the exact values of another time
  EXPECT_GT(std::abs(sampled.xi.mean - exact_complexity(r, 0.13).xi.mean), 4 * sampled.xi.standard_error);
}

TEST(Damping, CriticalMixesBestUpToTheOscillation) {
  EXPECT_LT(mixing_divergence(2, 1), 1e-8);
  EXPECT_GT(mixing_divergence(1, 1), 1e-7);
  EXPECT_GT(mixing_divergence(4, 1), 1e-5);
}

class CldReproductions : public test::WithCheckout {
 protected:
  // The report of a reproduction in small; what it returns is not judged, as few draws prove nothing.
  std::string report(const std::string& name, const std::vector<std::string>& overrides) {
    const std::filesystem::path out = directory_ / name;
    run_reproduction({experiment_kinds()}, all_reproductions(), name, overrides, out);
    const std::string text = test::read(out / "report.md");
    EXPECT_NE(text.find("no published numbers"), std::string::npos) << text;
    for (const auto& entry : std::filesystem::directory_iterator(out / "figures"))
      if (entry.path().extension() == ".dat") return text;
    ADD_FAILURE() << name << " drew nothing";
    return text;
  }
  const std::filesystem::path directory_ = test::scratch();
};

TEST_F(CldReproductions, LikelihoodExact) { report("cld-likelihood-exact", {"points=20"}); }

TEST_F(CldReproductions, SscsVsEm) {
  const std::string text = report("cld-sscs-vs-em", {"samples=100", "evaluations=[50, 100]"});
  EXPECT_NE(text.find("outliers, uniform grid: SSCS is better than EM at N = 50"), std::string::npos) << text;
}

TEST_F(CldReproductions, HsmVsDsm) { report("cld-hsm-vs-dsm", {"rows=100", "times=2"}); }

// The trained ones share their runs, which a second one finds finished.
TEST_F(CldReproductions, Trained) {
  const std::vector<std::string> small{"steps=4", "seeds=1", "snapshots=[2]"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.end(), small.begin(), small.end());
    return more;
  };
  report("cld-toys", with({"loss_rows=20", "likelihood_rows=2", "samples=10"}));
  const std::filesystem::path run = directory_ / "runs/diamond_cld_mixed_1/run.h5";
  const auto made = std::filesystem::last_write_time(run);
  report("cld-damping", with({"exact_samples=20", "likelihood_rows=2", "samples=10"}));
  report("cld-score-complexity", with({"samples=20", "times=2", "learned_samples=4", "learned_times=2"}));
  EXPECT_EQ(std::filesystem::last_write_time(run), made);
}

}  // namespace
}  // namespace pont::experiments
