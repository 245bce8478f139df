// The numbers have the laws they claim and are independent; each test also rejects something that is almost
// right.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "autodiff/rng.hpp"

namespace pont::ad {
namespace {

constexpr i64 kSamples = 1 << 20;
using Sample = std::vector<double>;

double uniform_cdf(double x) { return std::clamp(x, 0.0, 1.0); }
double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

template <class T>
Sample draw(void (*fill)(Key, u64, u64, i64, T*), Key key, u64 slot, u64 first, i64 n = kSamples) {
  std::vector<T> x(n);
  fill(key, slot, first, n, x.data());
  return Sample(x.begin(), x.end());
}

// A stream, its law, and its moments E x^p about 0 with the sampling standard deviation of x^p, p = 1 .. 4.
struct Stream {
  std::string name;
  std::function<Sample(Key, u64 slot, u64 first)> draw;
  double (*cdf)(double);
  std::function<double(int p)> moment;
};

double uniform_moment(int p) { return 1.0 / (p + 1); }
double normal_moment(int p) {  // (p-1)!! for even p
  double m = p % 2 == 0;
  for (int i = p - 1; i > 1; i -= 2) m *= i;
  return m;
}

std::vector<Stream> streams() {
  return {
      {"uniform<float>", [](Key k, u64 s, u64 f) { return draw<float>(fill_uniform, k, s, f); }, uniform_cdf,
       uniform_moment},
      {"uniform<double>", [](Key k, u64 s, u64 f) { return draw<double>(fill_uniform, k, s, f); },
       uniform_cdf, uniform_moment},
      {"normal<float>", [](Key k, u64 s, u64 f) { return draw<float>(fill_normal, k, s, f); }, normal_cdf,
       normal_moment},
      {"normal<double>", [](Key k, u64 s, u64 f) { return draw<double>(fill_normal, k, s, f); }, normal_cdf,
       normal_moment},
  };
}
const Key kKey = Key::root(20240601) / "rng_statistical_test";

// Deviations in units of their standard errors: |z| > 5 has probability 6e-7 under the law.
double moment_deviation(const Sample& x, const Stream& law, int p) {
  double sum = 0;
  for (double v : x) sum += std::pow(v, p);
  const double variance = law.moment(2 * p) - law.moment(p) * law.moment(p);
  return (sum / double(x.size()) - law.moment(p)) / std::sqrt(variance / double(x.size()));
}

TEST(RngStatistics, MomentsOneToFour) {
  for (const Stream& s : streams()) {
    const Sample x = s.draw(kKey / "moments", 0, 0);
    for (int p = 1; p <= 4; ++p)
      EXPECT_LT(std::abs(moment_deviation(x, s, p)), 5) << s.name << ", moment " << p;
    Sample wider = x;
    for (double& v : wider) v *= 1.01;  // negative control: one per cent too wide
    EXPECT_GT(std::abs(moment_deviation(wider, s, 2)), 5) << s.name;
  }
}

// sqrt(n) times the Kolmogorov-Smirnov distance; the asymptotic law exceeds 2.6 with probability 2
// exp(-2 2.6^2) = 3e-6.
double kolmogorov_smirnov(Sample x, double (*cdf)(double)) {
  std::sort(x.begin(), x.end());
  const double n = double(x.size());
  double distance = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double p = cdf(x[i]);
    distance = std::max({distance, p - double(i) / n, double(i + 1) / n - p});
  }
  return std::sqrt(n) * distance;
}

TEST(RngStatistics, KolmogorovSmirnov) {
  for (const Stream& s : streams()) {
    const Sample x = s.draw(kKey / "ks", 1, 0);
    EXPECT_LT(kolmogorov_smirnov(x, s.cdf), 2.6) << s.name;
    Sample shifted = x;
    for (double& v : shifted) v += 0.01;  // negative controls: shifted by a hundredth; the other law
    EXPECT_GT(kolmogorov_smirnov(shifted, s.cdf), 2.6) << s.name;
    EXPECT_GT(kolmogorov_smirnov(x, s.cdf == uniform_cdf ? normal_cdf : uniform_cdf), 2.6) << s.name;
  }
}

// The correlation of two samples of one law in units of its standard error 1 / sqrt(n).
double correlation(const Sample& x, const Sample& y, const Stream& law) {
  const double mean = law.moment(1), variance = law.moment(2) - mean * mean;
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - mean) * (y[i] - mean);
  return sum / (variance * std::sqrt(double(x.size())));
}
Sample squares(Sample x) {  // maps dependence of magnitudes to correlation
  for (double& v : x) v *= v;
  return x;
}

TEST(RngStatistics, KeysSlotsAndElementsAreIndependent) {
  for (const Stream& s : streams()) {
    const Key key = kKey / "independence";
    const Sample x = s.draw(key, 0, 0);
    const Stream squared{s.name, {}, nullptr, [&](int p) { return s.moment(2 * p); }};
    const auto expect_independent = [&](const Sample& y, const std::string& of) {
      EXPECT_LT(std::abs(correlation(x, y, s)), 5) << s.name << ": " << of;
      EXPECT_LT(std::abs(correlation(squares(x), squares(y), squared)), 5) << s.name << ": squares, " << of;
    };
    expect_independent(s.draw(key, 1, 0), "neighbouring slots");
    expect_independent(s.draw(key, u64{1} << 32, 0), "slots that differ in their high word");
    expect_independent(s.draw(Key::root(key.value() ^ 1), 0, 0), "keys that differ in one bit");
    expect_independent(s.draw(key / 0, 0, 0), "parent and child");
    expect_independent(s.draw(key, 0, u64{1} << 34), "far elements");
    for (u64 lag : {1, 2, 3, 4, 5, 8, 1024})
      expect_independent(s.draw(key, 0, lag), "lag " + std::to_string(lag));

    Sample y = s.draw(key, 1, 0);  // negative control: a stream correlated by 0.05
    for (std::size_t i = 0; i < y.size(); ++i) y[i] += 0.05 * (x[i] - s.moment(1));
    EXPECT_GT(correlation(x, y, s), 5) << s.name;
  }
}

// The count beyond a threshold is binomial.
double tail_deviation(const Sample& x, double threshold) {
  const double n = double(x.size()), p = 2 * normal_cdf(-threshold);
  const double count =
      double(std::count_if(x.begin(), x.end(), [&](double v) { return std::abs(v) > threshold; }));
  return (count - n * p) / std::sqrt(n * p * (1 - p));
}

TEST(RngStatistics, NormalTailsHaveTheRightMass) {
  for (const Stream& s : streams()) {
    if (s.cdf != normal_cdf) continue;
    Sample x;
    for (u64 slot = 0; slot < 8; ++slot) {
      const Sample more = s.draw(kKey / "tails", slot, 0);
      x.insert(x.end(), more.begin(), more.end());
    }
    for (double threshold : {2.0, 3.0, 4.0, 4.5})
      EXPECT_LT(std::abs(tail_deviation(x, threshold)), 5) << s.name << threshold;
    EXPECT_GT(*std::max_element(x.begin(), x.end()), 4.9)
        << s.name;  // missed with probability exp(-8 2^20 4.8e-7) = 2 %

    Sample sums(x.size() / 8);  // negative control: a sum of 12 uniforms minus 6, whose tails are too light
    const Sample u = draw<double>(fill_uniform, kKey / "control", 0, 0, 12 * i64(sums.size()));
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] = -6;
      for (std::size_t j = 0; j < 12; ++j) sums[i] += u[12 * i + j];
    }
    EXPECT_LT(tail_deviation(sums, 3.0), -5) << s.name;
  }
}

}  // namespace
}  // namespace pont::ad
