// Clipping and the moving average against their formulas.
#include <algorithm>
#include <cmath>
#include <limits>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "nn/update_program.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::Tensor;
using ad::Var;

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> gradient{3, 0, -4};  // norm 5

struct Numbers {
  Tensor gradient;
  double norm;
};

Numbers clipped(const std::vector<double>& g, double threshold) {
  ad::Tape tape;
  const Clipped c = clip_by_global_norm(tape.constant(Tensor::of({3}, g)), threshold);
  return {ad::eval(c.gradient + 0), ad::eval(c.norm).at(0)};
}

TEST(Clipping, ScalesToTheThresholdAndReportsTheNormBefore) {
  const Numbers c = clipped(gradient, 0.5);
  EXPECT_EQ(c.norm, 5);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(c.gradient.at(i), gradient[i] / 10, 1e-16);
}

TEST(Clipping, LeavesShortGradientsAlone) {
  for (const double threshold : {5.0, 6.0, infinity}) {
    const Numbers c = clipped(gradient, threshold);
    EXPECT_EQ(c.gradient, Tensor::of({3}, gradient));
    EXPECT_EQ(c.norm, 5);
  }
  EXPECT_EQ(clipped({0, 0, 0}, 1).gradient, Tensor::of({3}, std::vector<double>{0, 0, 0}));
}

TEST(Clipping, Refuses) {
  expect_refusal([] { clipped(gradient, 0); },
                 "clipping: threshold 0 given, expected a positive one; use infinity");
}

double average(double e, double p, ad::i64 step, double decay) {
  ad::Tape tape;
  const Var now = tape.constant(Tensor::of({1}, std::vector{e})),
            to = tape.constant(Tensor::of({1}, std::vector{p}));
  return ad::eval(next_average(now, to, tape.constant(Tensor::scalar(step)), decay)).at(0);
}

TEST(MovingAverage, WarmsUpToItsDecay) {
  for (const ad::i64 step : {0, 1, 10, 88, 89, 90, 1000000}) {
    const double n = static_cast<double>(step + 1), d = std::min(0.91, (1 + n) / (10 + n));
    EXPECT_NEAR(average(3, 7, step, 0.91), d * 3 + (1 - d) * 7, 2e-15) << step;
  }
  EXPECT_NEAR(average(1, 0, 0, 0.999), 2.0 / 11, 1e-16);
  EXPECT_NEAR(average(1, 0, 1000000, 0.999), 0.999, 1e-16);
}

TEST(MovingAverage, WithoutDecayIsTheValueItself) { EXPECT_EQ(average(3, 0.7, 5, 0), 0.7); }

TEST(MovingAverage, Refuses) {
  expect_refusal([] { average(0, 0, 0, 1); }, "moving average: decay 1 given, expected 0 <= decay < 1");
}

}  // namespace
}  // namespace pont::nn
