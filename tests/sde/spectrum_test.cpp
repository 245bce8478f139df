// Spectra: checks, and what their compression keeps.
#include "sde/spectrum.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace pont::sde {
namespace {

Spectrum broad() {  // 400 eigenvalues over 7 decades
  std::vector<double> eigenvalues;
  for (int i = 0; i < 400; ++i) eigenvalues.push_back(std::pow(10, -5 + 7 * std::pow(i / 399.0, 1.5)));
  return Spectrum(eigenvalues);
}

TEST(Spectrum, IsSortedWithItsMultiplicities) {
  const Spectrum s({3, 0, 1}, {1, 2, 5});
  EXPECT_EQ(s.eigenvalues(), (std::vector<double>{0, 1, 3}));
  EXPECT_EQ(s.multiplicities(), (std::vector<double>{2, 5, 1}));
  EXPECT_EQ(s.dimension(), 8);
  EXPECT_EQ(s.trace(), 8);
}

TEST(Spectrum, RefusesWhatIsNone) {
  const double nan = std::nan(""), inf = std::numeric_limits<double>::infinity();
  const auto refusal = [](std::vector<double> eigenvalues,
                          std::vector<double> multiplicities) -> std::string {
    try {
      Spectrum(eigenvalues, multiplicities);
    } catch (const std::invalid_argument& e) {
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal({1, -0.5}, {1, 1}),
            "spectrum: eigenvalue 1 (from 0) is -0.5; expected a finite number that is not negative");
  EXPECT_EQ(refusal({1}, {0}), "spectrum: multiplicity 0 (from 0) is 0; expected a finite number above 0");
  EXPECT_EQ(refusal({}, {}),
            "spectrum: 0 eigenvalues and 0 multiplicities; expected as many of both, and at least one");
  for (const double bad : {nan, inf}) {
    EXPECT_NE(refusal({bad}, {1}), "accepted");
    EXPECT_NE(refusal({1}, {bad}), "accepted");
  }
}

TEST(Compression, IsExactForPolynomialsOfTheLogarithm) {
  const Spectrum all = broad();
  for (const int nodes : {1, 2, 3, 5}) {
    const Spectrum few = compress(all, 4, nodes);
    EXPECT_EQ(few.size(), std::size_t(4 * nodes));
    for (int degree = 0; degree <= 2 * nodes - 1; ++degree) {
      const auto power = [&](double lambda) { return std::pow(std::log(lambda), degree); };
      const double exact = all.sum(power);
      EXPECT_NEAR(few.sum(power) / exact, 1, 1e-11) << nodes << " nodes, degree " << degree;
    }
  }
  const auto beyond = [](double lambda) { return std::pow(std::log(lambda), 4); };  // negative control
  EXPECT_GT(std::abs(compress(all, 1, 2).sum(beyond) / all.sum(beyond) - 1), 1e-4);
}

TEST(Compression, KeepsZeroEigenvaluesAndNeverMakesMore) {
  const Spectrum s({0, 0, 0, 1e-3, 1, 1, 50}, {1, 1, 2, 1, 1, 1, 1});
  const Spectrum few = compress(s, 10, 4);
  EXPECT_EQ(few.eigenvalues()[0], 0);
  EXPECT_EQ(few.multiplicities()[0], 4);
  EXPECT_EQ(few.size(), 4u);  // 0, 1e-3, 1 twice, 50
  EXPECT_NEAR(few.trace(), s.trace(), 1e-12);
  EXPECT_EQ(compress(Spectrum({0, 0}), 3, 2).dimension(), 2);
  EXPECT_NEAR(compress(Spectrum({7}), 3, 2).largest(), 7, 1e-14);
  EXPECT_THROW(compress(s, 0, 2), std::invalid_argument);
}

}  // namespace
}  // namespace pont::sde
