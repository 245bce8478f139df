// The empirical column: quantiles of a spectrum, and samples whose errors tend to the exact ones.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/reproductions/gaussian/gaussian_table.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key key = ad::Key::root(20251122) / "empirical";

TEST(Quantiles, AreTheValuesAtTheMiddlesOfEqualParts) {
  const sde::Spectrum spectrum({1, 2, 5}, {2, 1, 5});  // 1 1 2 5 5 5 5 5
  EXPECT_EQ(quantiles(spectrum, 8).eigenvalues(), (std::vector<double>{1, 1, 2, 5, 5, 5, 5, 5}));
  EXPECT_EQ(quantiles(spectrum, 2).eigenvalues(), (std::vector<double>{1, 5}));
  EXPECT_EQ(quantiles(spectrum, 1).eigenvalues(), (std::vector<double>{5}));
  EXPECT_EQ(quantiles(sde::Spectrum({3}), 4).eigenvalues(), (std::vector<double>{3, 3, 3, 3}));
}

// In one dimension E W2^2 = lambda / n + lambda / (2 n) + O(1 / n^2) for the data themselves.
TEST(Empirical, TheFloorIsThatOfTheMoments) {
  const int n = 400;
  const EmpiricalSettings one{.dimension = 1, .points = n, .repetitions = 1, .nodes = {}};
  double sum = 0, squares = 0;
  const int samples = 2000;
  for (int r = 0; r < samples; ++r) {
    const auto errors = empirical_errors(GaussianStudy{}, sde::Spectrum({2}), one, key / std::uint64_t(r));
    const double square = errors.at(0).empirical.mean * errors[0].empirical.mean;
    sum += square;
    squares += square * square;
  }
  const double mean = sum / samples, error = std::sqrt((squares / samples - mean * mean) / samples);
  EXPECT_NEAR(mean, 2 * 1.5 / n, 4 * error);
  EXPECT_GT(std::abs(mean - 2 * 1.0 / n), 4 * error);  // negative control: without the variance's share
}

TEST(Empirical, TendsToTheExactError) {
  const sde::Spectrum spectrum({0.001, 0.02, 0.5, 30});
  const auto errors = [&](int points) {
    return empirical_errors(GaussianStudy{}, spectrum,
                            {.dimension = 4, .points = points, .repetitions = 20, .nodes = {10}}, key);
  };
  const auto few = errors(100), many = errors(20000);
  ASSERT_EQ(many.size(), 5u);  // the data, and four schemes
  EXPECT_EQ(many[0].law, "data");
  EXPECT_EQ(many[0].exact, 0);
  EXPECT_EQ(many[1].law, "EM, N = 10");
  for (std::size_t i = 1; i < many.size(); ++i) {
    const double floor = many[0].empirical.mean;
    EXPECT_NEAR(many[i].empirical.mean, many[i].exact, 4 * many[i].empirical.standard_error + floor);
    EXPECT_GT(few[i].empirical.standard_error, 5 * many[i].empirical.standard_error);
  }
  EXPECT_EQ(errors(100)[2].empirical.mean, few[2].empirical.mean);
}

}  // namespace
}  // namespace pont::experiments
