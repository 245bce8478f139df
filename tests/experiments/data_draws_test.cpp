// Picks follow their weights, and the host can predict them.
#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/compile.hpp"
#include "experiments/data/draws.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

std::vector<ad::i64> picks(const Categorical& law, const std::vector<double>& u) {
  ad::Tape tape;
  const ad::Tensor index = ad::eval(law(tape.constant(ad::Tensor::of({static_cast<ad::i64>(u.size())}, u))));
  const auto values = index.data<ad::i64>();
  return {values.begin(), values.end()};
}

/// Shares of u = 1/2N, 3/2N, ...: the law itself up to one part in N per slot.
std::vector<double> shares(const std::vector<double>& weights) {
  constexpr int N = 1 << 16;
  std::vector<double> u, share(weights.size());
  for (int i = 0; i < N; ++i) u.push_back((i + 0.5) / N);
  for (const ad::i64 i : picks(Categorical(weights), u)) share.at(static_cast<std::size_t>(i)) += 1.0 / N;
  return share;
}

TEST(Categorical, GivesEachItemItsWeight) {
  for (const std::vector<double>& w : {std::vector<double>{1},
                                       {1, 1, 1},
                                       {3, 1},
                                       {0, 1, 0},
                                       {.1, 7, 0, 2.5, 1e-3, 4},
                                       {1e-300, 1, 1e-300}}) {
    double sum = 0;
    for (const double x : w) sum += x;
    const auto share = shares(w);
    for (std::size_t i = 0; i < w.size(); ++i) {
      EXPECT_NEAR(share[i], w[i] / sum, static_cast<double>(w.size()) / (1 << 16)) << i;
      EXPECT_TRUE(w[i] > 0 || share[i] == 0) << i;
    }
  }
}

TEST(Categorical, StaysInRangeAtTheEndsOfTheUniform) {
  for (ad::i64 n = 1; n < 2000; ++n)
    EXPECT_EQ(picks(Categorical(n), {std::nextafter(0.0, 1.0), std::nextafter(1.0, 0.0)}),
              (std::vector<ad::i64>{0, n - 1}));
}

TEST(Categorical, RefusesWhatIsNoLaw) {
  for (const std::vector<double>& w : {std::vector<double>{}, {0, 0}, {1, -1e-9}, {1, NAN}, {INFINITY}}) try {
      Categorical law(w);
      ADD_FAILURE() << "accepted";
    } catch (const std::invalid_argument& e) {
      EXPECT_STREQ(e.what(), "Categorical: weights must be finite and >= 0 with a positive sum");
    }
}

TEST(Draws, NamesAreStreams) {
  ad::Tape tape;
  const auto at = [&](ad::i64 i) { return tape.constant(ad::Tensor::scalar(i)); };
  const Draws draws{at(3), at(10), 4, ad::Key::root(1), ad::Dtype::f64};
  const ad::Tensor z = ad::eval(draws.normal("noise", 2)), u = ad::eval(draws.uniform("time", 1));
  for (ad::u64 i = 0; i < 8; ++i)
    EXPECT_EQ(z.at(static_cast<ad::i64>(i)), (ad::Key::root(1) / "noise").normal(20 + i, 3));
  for (ad::u64 i = 0; i < 4; ++i)
    EXPECT_EQ(u.at(static_cast<ad::i64>(i)), (ad::Key::root(1) / "time").uniform(10 + i, 3));
}

}  // namespace
}  // namespace pont::experiments
