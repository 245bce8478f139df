// The convergence study: rates that theory knows, finer lines, and verdicts.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/reproduce/verdict.hpp"
#include "experiments/reproductions/convergence/convergence.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

double largest_change(const ChainError& a, const ChainError& b) {
  return std::max({std::abs(a.total - b.total), std::abs(a.start - b.start),
                   std::abs(a.discretisation - b.discretisation)});
}

TEST(Convergence, TotalVariationsAreExactToEightDigits) {
  for (const double alpha : {0.0, 1.0})
    for (const double step : {0.125, 0.03125})
      EXPECT_LT(largest_change(chain_error(alpha, 2, step), chain_error(alpha, 2, step, 4)), 1e-8)
          << alpha << " " << step;
  EXPECT_GT(largest_change(chain_error(1, 2, 0.03125, 0.7), chain_error(1, 2, 0.03125)), 1e-8);  // too coarse
}

// The chain from N(0, 1 / alpha), summed on a line of 2,401 nodes in an independent program, which errs by
// some 1e-7 where densities cross.
TEST(Convergence, TheChainStartsFromTheStationaryLaw) {
  const ChainError e = chain_error(0.5, 0.5, 0.0078125);
  EXPECT_NEAR(e.start, 0.11142661, 5e-7);
  EXPECT_NEAR(e.discretisation, 0.01141050, 5e-7);
  EXPECT_NEAR(e.total, 0.11440311, 5e-7);
}

// Forwards the mean is forgotten like exp(-alpha T), backwards the start like exp(-alpha T) again.
// At alpha = 0 the mean is off by m against a deviation sqrt(2 T), and is brought back by v_0 / v_T: 1 / T.
TEST(Convergence, TheStartIsForgottenAtTheRatesOfTheMean) {
  const ChainErrors brownian = chain_errors(0, {16, 32}, {0.0625});
  EXPECT_NEAR(brownian.decay(1), 1, 0.1);
  EXPECT_EQ(brownian.bound_decay(), 0.5);
  for (const double alpha : {0.5, 1.0}) {
    const ChainErrors e = chain_errors(alpha, {3 / alpha, 4 / alpha}, {0.015625});
    EXPECT_NEAR(e.decay(1), 2 * alpha, 0.05 * alpha);
    EXPECT_EQ(e.bound_decay(), std::sqrt(alpha));
  }
}

TEST(Convergence, TheDiscretisationErrorIsOfFirstOrder) {
  const ChainErrors e = chain_errors(1, {2}, {0.03125, 0.015625});
  EXPECT_NEAR(e.order(0, 1), 1, 0.1);
  for (const ChainError& c : e.at[0]) EXPECT_LE(c.total, c.start + c.discretisation + 1e-12);
}

TEST(Convergence, FiguresAreDrawable) {
  for (const double alpha : {0.0, 1.0})
    for (const NamedFigure& f :
         convergence_figures({chain_errors(alpha, {0.5, 1, 2}, {0.25, 0.125, 0.0625})}))
      EXPECT_NO_THROW(check_figure(f.figure)) << f.name;
}

}  // namespace
}  // namespace pont::experiments
