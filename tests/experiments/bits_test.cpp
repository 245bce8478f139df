// The unit of bits per dimension: offsets of two ranges, and what becomes of bytes without noise.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "autodiff/rng.hpp"
#include "experiments/data/pixels.hpp"
#include "experiments/kinds/score/byte_images.hpp"
#include "experiments/metrics/likelihood_units.hpp"
#include "tests/experiments/data_cases.hpp"

namespace pont::experiments {
namespace {

// -log N(x; mean, deviation) in nats.
double nats_of(double x, double mean, double deviation) {
  const double z = (x - mean) / deviation;
  return 0.5 * z * z + std::log(deviation * std::sqrt(2 * std::numbers::pi));
}

TEST(BitsPerDimension, HaveTheOffsetSevenInOneRangeAndEightInTheOther) {
  EXPECT_EQ(bits_per_dimension(0, 784, 2.0 / 256), 7);
  EXPECT_EQ(bits_per_dimension(0, 784, 1.0 / 256), 8);
  EXPECT_NEAR(bits_per_dimension(0, 784, 2.0 / 255), std::log2(127.5), 1e-12);
  // One law of bytes, scaled to [-1, 1] and to [0, 1].
  const double v = 100.3, mean = 90, deviation = 20;
  const auto bits = [&](double range, double low) {
    const double scale = range / 256;
    return bits_per_dimension(nats_of(scale * v + low, scale * mean + low, scale * deviation), 1, scale);
  };
  EXPECT_NEAR(bits(2, -1), bits(1, 0), 1e-12);
  EXPECT_NEAR(bits(2, -1), nats_of(v, mean, deviation) / std::numbers::ln2, 1e-12);
}

// A byte that is always the same, under densities around it that are narrower and narrower: its probability
// is at most 1, so bits are at least 0; of the byte itself, without noise, a density says anything.
TEST(BitsPerDimension, OfBytesWithoutNoiseFallBelowZero) {
  const Pixels noisy{0, 255, true}, plain{0, 255, false};
  const std::vector<std::uint8_t> bytes(1000, 70);
  for (const double deviation : {1.0, 1e-1, 1e-2, 2.5e-3, 1e-3, 1e-4}) {
    const auto bits = [&](const Pixels& pixels) {
      const Points x = pixels.points(bytes, 1, ad::Key::root(2));
      const double centre = pixels.points({70}, 1, ad::Key::root(3))(0, 0);
      double sum = 0;
      for (const double value : x.reshaped())
        sum += nats_of(value, pixels.dequantised ? 2 * 70.5 / 256 - 1 : centre, deviation);
      return bits_per_dimension(sum / 1000, 1, 2 / pixels.width());
    };
    EXPECT_GE(bits(noisy), 0) << deviation;
    if (deviation < 2e-3) {
      EXPECT_LT(bits(plain), 0) << deviation;
    }
  }
}

// 40 images of which some are held out: each of these once, evenly spaced.
TEST(BitsPerDimension, AreOfImagesThatAreHeldOut) {
  std::string idx{0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 2};
  for (int i = 0; i < 40; ++i) idx += {static_cast<char>(i), static_cast<char>(i + 100)};
  const TemporaryFile file("bits.idx", idx);
  const auto set = data_of("{type: images, path: " + file.path() + ", hold_out: 0.3}");
  const std::vector<ad::i64> held = set->listed()->rows;
  ASSERT_GT(held.size(), 5u);
  const Bytes all = measured_images(*set, 1000), some = measured_images(*set, 4);
  ASSERT_EQ(all.size(), 2 * held.size());
  for (std::size_t i = 0; i < held.size(); ++i) EXPECT_EQ(all[2 * i], held[i]);
  ASSERT_EQ(some.size(), 8u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(some[2 * i], held[i * held.size() / 4]);
    EXPECT_EQ(some[2 * i + 1], some[2 * i] + 100);
  }
}

}  // namespace
}  // namespace pont::experiments
