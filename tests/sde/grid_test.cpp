// Time grids: their defining equal steps, their ends, their refusals.
#include "sde/grid.hpp"

#include "sde/perturbation.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

constexpr double eps = 1e-3;

std::vector<std::vector<double>> grids_of(const LinearSde& sde, int n) {
  return {uniform_grid(sde.T, eps, n), quadratic_grid(sde.T, eps, n),
          cosine_grid(sde.T, eps, n),  listed_grid(sde.T, eps, n, {1, 0.9, 0.1, 0}),
          log_snr_grid(sde, eps, n),   edm_grid(sde, eps, n, 7)};
}

TEST(Grids, RunFromTToEpsOnEveryEquation) {
  for (const LinearSde& sde : equations())
    for (const int n : {1, 2, 37})
      for (const auto& grid : grids_of(sde, n)) {
        ASSERT_EQ(grid.size(), static_cast<std::size_t>(n + 1)) << sde.name;
        EXPECT_EQ(grid.front(), sde.T) << sde.name;
        EXPECT_NEAR(grid.back(), eps, 1e-18) << sde.name;
        check_grid(grid, sde.T);
      }
}

TEST(Grids, AreEqualSteps) {
  for (const LinearSde& sde : equations()) {
    const int n = 9;
    const auto snr = log_snr_grid(sde, eps, n), edm = edm_grid(sde, eps, n, 5);
    const double gain = log_snr(sde, eps) - log_snr(sde, sde.T);
    auto root = [&](double t) { return std::pow(noise_level(sde, t), 0.2); };
    for (std::size_t i = 0; i < 9; ++i) {
      EXPECT_NEAR(log_snr(sde, snr[i + 1]) - log_snr(sde, snr[i]), gain / n, 1e-9 * gain) << sde.name;
      EXPECT_NEAR(root(edm[i]) - root(edm[i + 1]), (root(sde.T) - root(eps)) / n, 1e-9 * root(sde.T))
          << sde.name;
    }
  }
}

// Karras et al. 2022, equation 5, in their own time: Brownian motion has sigma^2 = t.
TEST(Grids, EdmIsThePublishedFormula) {
  const auto grid = edm_grid(brownian(1), 1e-4, 18, 7);
  for (int i = 0; i <= 18; ++i) {
    const double sigma = std::pow(1 + i / 18.0 * (std::pow(0.01, 1 / 7.0) - 1), 7);
    EXPECT_NEAR(std::sqrt(grid[static_cast<std::size_t>(i)]), sigma, 1e-14);
  }
}

TEST(Grids, ListedNodesAreMetExactly) {
  EXPECT_EQ(listed_grid(2, 0, 3, {1, 0.5, 0.25, 0}), (std::vector<double>{2, 1, 0.5, 0}));
  EXPECT_EQ(listed_grid(2, 0, 6, {1, 0.5, 0.25, 0}), (std::vector<double>{2, 1.5, 1, 0.75, 0.5, 0.25, 0}));
  EXPECT_NEAR(cosine_grid(1, 0, 4)[1], 0.5 * (1 + std::sqrt(0.5)), 1e-15);
}

TEST(Grids, RefusalsNameWhatIsWrong) {
  expect_says(
      [] {
        listed_grid(1, 0, 2, {1, 0.5, 0.5, 0});
      },
      "time grid: nodes [1, 0.5, 0.5, 0]; expected at least 2");
  expect_says([] { listed_grid(1, 0, 2, {0.9, 0}); }, "decrease strictly from 1 to 0");
  expect_says([] { log_snr_grid(ou(1), 0, 5); },
              "time grid on the log-SNR of 'ou': n = 5, eps = 0, T = 1; expected");
  expect_says([] { edm_grid(ou(1), 0.1, 5, 0); }, "time grid of EDM: rho = 0, expected a finite number > 0");
}

}  // namespace
}  // namespace pont::sde::test
