// Statistical properties of the objective: stationary at the optimum, and unbiased under importance sampling.
#include "tests/losses/fixtures.hpp"

namespace pont::losses::test {
namespace {

const ad::Key key = ad::Key::root(8) / "unbiased";
constexpr i64 n = 20000, d = 2;

Tensor gaussian_data(double variance) {
  return tensor(std::sqrt(variance) * sde::test::normals(key / "x", n, d));
}

// Gradient of each row's loss along net + theta u_driven at theta = 0, for a network that is zero there. For
// N(0, c) data the reference of "residual" is the exact score, so theta = 0 is the optimum and the mean
// gradient vanishes.
Estimate slope(const LinearSde& sde, const Mat& S0, const std::string& parametrisation) {
  const Denoising objective =
      denoising(sde, S0, {.parametrisation = parametrisation, .variance = 0.5, .floor = 0, .t_min = 0.01});
  const auto out = values(
      [&](Var x, const nn::Stream& s) -> std::vector<Var> {
        const Var theta = x.tape->constant(Tensor({n, 1}, x.dtype()));
        const Network network = [&](Var u, Var) {
          return theta * blocks(u, sde.k(), objective.regression().driven());
        };
        return {ad::grad(ad::sum(objective(network, x, s)), theta)};
      },
      gaussian_data(0.5), key / sde.name);
  return estimate(vector(out[0]));
}

TEST(Unbiased, TheGradientVanishesAtTheOptimumAndNotElsewhere) {
  for (const LinearSde& sde : all_sdes())
    for (const Mat& S0 : {zero(sde), sde.initial}) {
      const Estimate best = slope(sde, S0, "residual"), plain = slope(sde, S0, "plain");
      EXPECT_LE(std::abs(best.mean), 4 * best.standard_error) << sde.name;
      EXPECT_GT(std::abs(plain.mean), 4 * plain.standard_error) << sde.name;
    }
}

Eigen::VectorXd likelihood_losses(const LinearSde& sde, const std::string& times) {
  const Denoising objective =
      denoising(sde, sde.initial,
                {.parametrisation = "mixed", .weighting = "likelihood", .times = times, .t_min = 1e-3});
  const auto out = values(
      [&](Var x, const nn::Stream& s) -> std::vector<Var> {
        return {objective(zero_network(sde.k(), objective.regression().m()), x, s)};
      },
      gaussian_data(0.5), key / sde.name / times);
  return vector(out[0]);
}

TEST(Unbiased, ImportanceSamplingKeepsTheMeanAndLowersTheVariance) {
  for (const LinearSde& sde : {cld(), vp(), sde::vp(sde::affine_clock(0.1, 20))}) {
    const Estimate uniform = estimate(likelihood_losses(sde, "uniform"));
    const Estimate importance = estimate(likelihood_losses(sde, "importance"));
    EXPECT_LE(std::abs(uniform.mean - importance.mean),
              4 * std::hypot(uniform.standard_error, importance.standard_error))
        << sde.name << ": " << uniform.mean << " +- " << uniform.standard_error << " against "
        << importance.mean << " +- " << importance.standard_error;
    EXPECT_LT(importance.standard_error, 0.7 * uniform.standard_error) << sde.name;
  }
}

}  // namespace
}  // namespace pont::losses::test
