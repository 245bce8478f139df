// Weightings against the formulas of their papers, at every noise level.
#include "sde/perturbation.hpp"
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

// C / K of a weighting: how much more than that of the predicted noise an error costs, under a square root.
double relative(const LinearSde& sde, const std::string& name, const Choice& choice, double t) {
  const Regression::Coefficients c = regression(sde, zero(sde), choice).at(t);
  return weighting(name).factor(sde, t, c)(0, 0) / c.K(0, 0);
}

std::vector<LinearSde> one_block() { return {vp(), sde::vp(sde::affine_clock(0.1, 20)), sde::ve(0.01, 50)}; }

// Hang et al. 2023, section 3.4: min(SNR, 5) on the predicted data, hence min(SNR, 5) / SNR on the noise.
TEST(Weighting, MinSnrIsPublished) {
  for (const LinearSde& sde : one_block())
    for (const char* way : {"plain", "preconditioned", "data"})
      for (const double t : {1e-4, 0.01, 0.1, 0.3, 0.5, 1.0}) {
        const double snr = std::exp(2 * sde::log_snr(sde, t));
        const double ours = std::pow(relative(sde, "min_snr", {.parametrisation = way, .floor = 0}, t), 2);
        EXPECT_NEAR(ours / (std::min(snr, 5.0) / snr), 1, 1e-10) << sde.name << " " << way << " " << t;
      }
}

// Karras et al. 2022, table 1: lambda = (sigma^2 + .25) / (.5 sigma)^2 on the error of the denoiser, which is
// sigma times that of the noise; with their preconditioning an error of the network costs 1.
TEST(Weighting, EdmIsPublished) {
  for (const LinearSde& sde : one_block())
    for (const double t : {1e-4, 0.01, 0.1, 0.3, 0.5, 1.0}) {
      const double sigma = sde::noise_level(sde, t);
      const double lambda = (sigma * sigma + 0.25) / std::pow(0.5 * sigma, 2);
      EXPECT_NEAR(relative(sde, "edm", {.floor = 0}, t) / (std::sqrt(lambda) * sigma), 1, 1e-10) << t;
      const Choice edm{.parametrisation = "preconditioned", .variance = 0.25, .floor = 0};
      const Regression::Coefficients c = regression(sde, zero(sde), edm).at(t);
      EXPECT_NEAR(weighting("edm").factor(sde, t, c)(0, 0), 1, 1e-10) << sde.name << " " << t;
    }
}

// With a data variance other than theirs `unit` is not EDM's weight: the control of the test above.
TEST(Weighting, EdmIsUnitForItsOwnDataVarianceAlone) {
  const Choice other{.parametrisation = "preconditioned", .variance = 1, .floor = 0};
  const Regression::Coefficients c = regression(vp(), zero(vp()), other).at(0.3);
  EXPECT_GT(std::abs(weighting("edm").factor(vp(), 0.3, c)(0, 0) - 1), 0.05);
}

}  // namespace
}  // namespace pont::losses::test
