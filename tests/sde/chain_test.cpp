// DDPM at its discrete times: the chain and its schedules, sub-sequences, and samplers by their published
// formulas.
#include <map>

#include "sde/chain_clock.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/exponential.hpp"
#include "sde/samplers/multistep.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

constexpr int N = 1000;
constexpr double mean = 0.7, variance = 0.36;

LinearSde ddpm() { return vp(chain_clock(linear_betas(N, 1e-4, 0.02))); }
LinearSde improved() { return vp(chain_clock(cosine_betas(N, 0.008, 0.999))); }

// alpha_bar_0 .. alpha_bar_N of Ho, Jain & Abbeel 2020, by their product.
std::vector<double> alpha_bars(const std::vector<double>& betas) {
  std::vector<double> all{1};
  for (const double beta : betas) all.push_back(all.back() * (1 - beta));
  return all;
}

TEST(Chain, LinearBetasArePublished) {
  const std::vector<double> betas = linear_betas(N, 1e-4, 0.02);
  ASSERT_EQ(betas.size(), 1000u);
  EXPECT_EQ(betas.front(), 1e-4);
  EXPECT_EQ(betas.back(), 0.02);
  EXPECT_NEAR(betas[499], 1e-4 + 0.0199 * 499 / 999, 1e-17);
  EXPECT_NEAR(alpha_bars(betas).back(), 4.0358e-5, 1e-9);  // what x_1000 keeps of x_0
}

// Nichol & Dhariwal 2021, equation 17, in closed form; the last step alone is cut off.
TEST(Chain, CosineBetasArePublished) {
  const std::vector<double> betas = cosine_betas(N, 0.008, 0.999), bars = alpha_bars(betas);
  const auto f = [](double t) { return std::pow(std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2), 2); };
  for (int i = 0; i < N; ++i) EXPECT_NEAR(bars[i], f(i / 1000.0) / f(0), 1e-13) << i;
  EXPECT_NEAR(betas.front(), 4.128422482e-5, 1e-13);  // printed by their code
  EXPECT_EQ(betas.back(), 0.999);
  EXPECT_LT(betas[N - 2], 0.999);
}

// Equation 2 and equation 4 of Ho, Jain & Abbeel 2020, at every time of the chain.
TEST(Chain, VpIsTheChainAtItsTimes) {
  for (const auto& [sde, betas] : {std::pair{ddpm(), linear_betas(N, 1e-4, 0.02)},
                                   std::pair{improved(), cosine_betas(N, 0.008, 0.999)}}) {
    EXPECT_EQ(sde.clock.steps, N);
    const std::vector<double> bars = alpha_bars(betas);
    for (int i = 1; i <= N; ++i) {
      const double from = (i - 1.0) / N, to = static_cast<double>(i) / N, beta = betas[i - 1];
      const Kernel step = sde.transition(from, to), all = sde.transition(0, to);
      EXPECT_NEAR(step.Phi(0, 0) / std::sqrt(1 - beta), 1, 1e-12) << i;
      EXPECT_NEAR(step.Q(0, 0) / beta, 1, 1e-9) << i;
      EXPECT_NEAR(all.Phi(0, 0) / std::sqrt(bars[i]), 1, 1e-12) << i;
      EXPECT_NEAR(all.Q(0, 0) / (1 - bars[i]), 1, 1e-10) << i;
      EXPECT_NEAR(sde.beta(to) / (-N * std::log1p(-beta)), 1, 1e-9) << i;  // of the step that ends there
    }
  }
}

TEST(Chain, SubSequencesArePublished) {
  const std::vector<double> linear = chain_grid(ddpm(), 0, 50, 1),
                            quadratic = chain_grid(ddpm(), 1e-4, 50, 2);
  ASSERT_EQ(linear.size(), 51u);
  for (int i = 0; i <= 50; ++i) EXPECT_EQ(linear[50 - i], 20 * i / 1000.0);
  const std::map<int, int> taus{{50, 1000}, {49, 960}, {10, 40}, {3, 3}, {2, 2}, {1, 1}};
  for (const auto& [i, tau] : taus) EXPECT_EQ(quadratic[50 - i], tau / 1000.0) << i;
  EXPECT_EQ(quadratic.back(), 1e-4);
  check_grid(quadratic, 1);
  for (const double power : {1.0, 2.0, 7.0}) check_grid(chain_grid(ddpm(), 0, N, power), 1);
}

TEST(Chain, RefusalsNameWhatWasFound) {
  expect_says([] { chain_clock({0.1, 1}); }, "chain: beta = 1 in step 2, expected between 0 and 1");
  expect_says([] { chain_clock({}); }, "chain: 0 steps to T = 1, expected at least 1, and T > 0");
  expect_says([] { vp(chain_clock({0.1, 0.2}), 2); }, "build the clock by chain_clock, for this T");
  expect_says([] { chain_grid(vp(constant_clock(4)), 0, 5, 1); },
              "time grid of a chain: the clock of 'vp' has none; choose the clock linear_chain");
  expect_says([] { chain_grid(ddpm(), 0, 1001, 1); }, "n = 1001, power = 1; expected 1 <= n <= 1000");
  expect_says([] { chain_grid(ddpm(), 0.02, 50, 1); }, "eps = 0.02, expected 0 <= eps < 0.02");
}

// u -> M u + c + N z: what a step between two times of the chain does to data N(mean, variance).
struct Step {
  double M, c, noise;
};
Step step_of(const Sampler& sampler, double lambda, double t_from, double t_to) {
  const LinearSde sde = ddpm();
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
  Law zero{Eigen::VectorXd::Zero(1), Eigen::MatrixXd::Zero(1, 1)}, one = zero;
  one.mean(0) = 1;
  push(sampler, Reverse(sde, lambda), score, t_from, t_to, zero);
  push(sampler, Reverse(sde, lambda), score, t_from, t_to, one);
  return {one.mean(0) - zero.mean(0), zero.mean(0), zero.covariance(0, 0)};
}

void expect_same(const Step& a, const Step& b, double tolerance, int i) {
  EXPECT_NEAR(a.M, b.M, tolerance) << i;
  EXPECT_NEAR(a.c, b.c, tolerance) << i;
  EXPECT_NEAR(a.noise, b.noise, tolerance) << i;
}

// eps = slope (x - sqrt(alpha_bar) mean), what a perfect network of the data predicts.
struct Prediction {
  explicit Prediction(double bar)
      : slope(std::sqrt(1 - bar) / (bar * variance + 1 - bar)), at_zero(-slope * std::sqrt(bar) * mean) {}
  double slope, at_zero;
};

// Ho, Jain & Abbeel 2020, algorithm 2: x_{i-1} = (x - beta / sqrt(1 - alpha_bar) eps) / sqrt(alpha) + sigma
// z, sigma^2 = beta or beta (1 - alpha_bar_{i-1}) / (1 - alpha_bar_i), and z = 0 at i = 1.
TEST(Chain, AncestralIsAlgorithm2WithEitherVariance) {
  const std::vector<double> betas = linear_betas(N, 1e-4, 0.02), bars = alpha_bars(betas);
  for (const int i : {1, 2, 3, 40, 500, 1000}) {
    const double beta = betas[i - 1], per_eps = -beta / std::sqrt(1 - bars[i]),
                 scale = 1 / std::sqrt(1 - beta);
    const Prediction eps(bars[i]);
    const double M = scale * (1 + per_eps * eps.slope), c = scale * per_eps * eps.at_zero;
    const double from = static_cast<double>(i) / N, to = (i - 1.0) / N;
    const double small = beta * (1 - bars[i - 1]) / (1 - bars[i]);
    expect_same(step_of(Ancestral(), 1, from, to), {M, c, small}, 1e-11, i);
    expect_same(step_of(AncestralLarge(), 1, from, to), {M, c, i == 1 ? 0 : beta}, 1e-11, i);
  }
}

// Song, Meng & Ermon 2021, equations 12 and 16, along a sub-sequence down to the data.
TEST(Chain, DdimIsPublishedOnASubSequence) {
  const std::vector<double> bars = alpha_bars(linear_betas(N, 1e-4, 0.02));
  for (const double power : {1.0, 2.0}) {
    const std::vector<double> grid = chain_grid(ddpm(), 0, 20, power);
    for (std::size_t j = 0; j + 1 < grid.size(); ++j) {
      const auto bar_at = [&](double t) { return bars[static_cast<std::size_t>(std::lround(N * t))]; };
      const double a0 = bar_at(grid[j]), a1 = bar_at(grid[j + 1]);
      for (const double eta : {0.0, 0.5, 1.0}) {
        const double sigma = eta * std::sqrt((1 - a1) / (1 - a0)) * std::sqrt(1 - a0 / a1);
        const double per_x = std::sqrt(a1 / a0),
                     per_eps = std::sqrt(std::max(0.0, 1 - a1 - sigma * sigma)) - per_x * std::sqrt(1 - a0);
        const Prediction eps(a0);
        const Step published{per_x + per_eps * eps.slope, per_eps * eps.at_zero, sigma * sigma};
        expect_same(step_of(StochasticDdim(), eta, grid[j], grid[j + 1]), published, 1e-10,
                    static_cast<int>(j));
        if (eta == 0 && grid[j + 1] > 0)
          expect_same(step_of(Ddim(), 0, grid[j], grid[j + 1]), published, 1e-9, static_cast<int>(j));
      }
    }
  }
}

}  // namespace
}  // namespace pont::sde::test
