// The Gaussian study cell by cell: as published, to twelve digits, and how it differs under other
// conventions.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "experiments/data/point_files.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/reproduce/verdict.hpp"
#include "experiments/reproductions/gaussian/gaussian_figures.hpp"
#include "experiments/reproductions/gaussian/gaussian_table.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

sde::Spectrum derived() { return read_spectrum((published_directory() / "cifar10_spectrum.csv").string()); }

// Up to sums that another optimisation level orders otherwise.
void expect_close(const sde::Spectrum& a, const sde::Spectrum& b) {
  ASSERT_EQ(a.eigenvalues().size(), b.eigenvalues().size());
  for (std::size_t i = 0; i < a.eigenvalues().size(); ++i) {
    EXPECT_NEAR(a.eigenvalues()[i], b.eigenvalues()[i], 1e-12 * b.eigenvalues()[i]) << i;
    EXPECT_NEAR(a.multiplicities()[i], b.multiplicities()[i], 1e-12 * b.multiplicities()[i]) << i;
  }
}

std::size_t reproduced(const std::vector<Measured>& numbers) {
  return judge(load_published("gaussian-study"), numbers).reproduced();
}

class GaussianTable : public test::WithCheckout {};

TEST_F(GaussianTable, AllPublishedDigitsFromTheDerivedSpectrum) {
  const Judgement judgement =
      judge(load_published("gaussian-study"), gaussian_table(GaussianStudy{}, derived()));
  EXPECT_EQ(judgement.misses(), "");
  EXPECT_EQ(judgement.summary("gaussian-study"), "gaussian-study: 160 of 160 published numbers: 160 equal");
}

// N steps instead of N - 1: 37 of the printed numbers change, so the table is sharp enough to tell.
TEST_F(GaussianTable, OneStepMoreGivesOtherDigits) {
  std::vector<Measured> numbers = gaussian_table(GaussianStudy{.nodes = {51, 251, 501, 1001}}, derived());
  for (Measured& m : numbers)
    if (!m.column.starts_with("continuous")) {
      const std::size_t space = m.column.find(' ');
      m.column = std::to_string(std::stoi(m.column.substr(0, space)) - 1) + m.column.substr(space);
    }
  EXPECT_EQ(reproduced(numbers), 160u - 37);
}

TEST_F(GaussianTable, OtherConventionsGiveOtherDigits) {
  const GaussianStudy twice_the_rate{.diffusion = sde::GaussianDiffusion(sde::affine_clock(0.1, 20))};
  EXPECT_EQ(reproduced(gaussian_table(twice_the_rate, derived())), 160u - 156);
  const sde::Spectrum spectrum = derived();
  std::vector<double> quarter;  // pixels in [0, 1]
  for (const double lambda : spectrum.eigenvalues()) quarter.push_back(lambda / 4);
  EXPECT_EQ(reproduced(gaussian_table(GaussianStudy{}, {quarter, spectrum.multiplicities()})), 160u - 155);
}

// The full spectrum and the table to twelve digits are not part of the checkout.
TEST_F(GaussianTable, FullSpectrumToTwelveDigits) {
  const std::filesystem::path data = test::checkout() / "../shared/data";
  const std::filesystem::path file = data / "cifar10_covariance_eigenvalues.npy";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no full CIFAR-10 spectrum beside the checkout";
  const sde::Spectrum full = read_spectrum(file.string());
  const std::vector<Measured> numbers = gaussian_table(GaussianStudy{}, full);
  EXPECT_EQ(judge(load_published("gaussian-study"), numbers).misses(), "");
  const std::vector<test::ExactCell> exact =
      test::exact_cells(data / "pierret_galerne_table_full_precision.csv");
  ASSERT_EQ(exact.size(), 160u);
  for (const test::ExactCell& cell : exact) {
    const double ours = test::value_of(numbers, cell.row, cell.column);
    EXPECT_NEAR(ours, cell.value, 1e-9 * cell.value) << cell.row << ", " << cell.column;
  }
  expect_close(sde::compress(full, 80, 3), derived());  // what is committed is what the program derives
}

TEST(StudyDigits, AsThePaperPrints) {
  const std::pair<double, const char*> rows[] = {
      {0, "0"},          {0.000667913, "6.7E-4"}, {0.0025940, "2.6E-3"}, {0.0099, "9.9E-3"},
      {0.01, "0.01"},    {0.0905, "0.09"},        {1.352258, "1.35"},    {7.0930, "7.09"},
      {12.345, "12.35"}, {1e-12, "1.0E-12"},      {INFINITY, "inf"}};
  for (const auto& [value, printed] : rows) EXPECT_EQ(study_digits(value), printed);
}

TEST(GaussianTableOf, DegenerateDataIsExact) {
  const std::vector<Measured> numbers = gaussian_table(GaussianStudy{}, sde::Spectrum({0, 0, 1, 2}));
  ASSERT_EQ(numbers.size(), 160u);
  for (const Measured& m : numbers) {
    const bool heun_at_zero = m.row == "Heun 0" && !m.column.starts_with("continuous");
    EXPECT_EQ(std::isinf(m.value), heun_at_zero) << m.row << ", " << m.column;  // its last score has no limit
    EXPECT_FALSE(std::isnan(m.value)) << m.row << ", " << m.column;
  }
  EXPECT_EQ(numbers[0].printed, "0");
}

TEST(GaussianFigures, AreDrawableForAnySpectrum) {
  for (const sde::Spectrum& s : {sde::Spectrum({0, 0}), sde::Spectrum({1}), sde::Spectrum({0, 1e-9, 30})})
    for (const NamedFigure& f : gaussian_figures(GaussianStudy{.nodes = {5, 10}}, s))
      EXPECT_NO_THROW(check_figure(f.figure)) << f.name;
}

}  // namespace
}  // namespace pont::experiments
