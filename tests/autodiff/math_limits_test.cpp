// The elementary functions at zeros, infinities, NaN, subnormals and saturation, and beyond the range of sin
// and cos.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "autodiff/math.hpp"
#include "tests/autodiff/ulps.hpp"

namespace pont::ad::math {
namespace {

template <class T>
class MathLimits : public testing::Test {};
using RealTypes = testing::Types<float, double>;
TYPED_TEST_SUITE(MathLimits, RealTypes);

template <class T>
struct Limit {
  std::string name;
  T value, expected;
};

template <class T>
std::vector<Limit<T>> limits() {
  using L = std::numeric_limits<T>;
  const T inf = L::infinity(), nan = L::quiet_NaN(), tiny = L::denorm_min(), max = L::max(), one = 1,
          zero = 0;
  return {
      {"exp(-inf)", exp(-inf), 0},
      {"exp(inf)", exp(inf), inf},
      {"exp(max)", exp(max), inf},
      {"exp(-max)", exp(-max), 0},
      {"exp(-0)", exp(-zero), 1},
      {"exp(denormal)", exp(tiny), 1},
      {"exp(nan)", exp(nan), nan},
      {"expm1(-inf)", expm1(-inf), -1},
      {"expm1(inf)", expm1(inf), inf},
      {"expm1(-0)", expm1(-zero), -zero},
      {"expm1(denormal)", expm1(tiny), tiny},
      {"expm1(-max)", expm1(-max), -1},
      {"expm1(nan)", expm1(nan), nan},
      {"log(0)", log(zero), -inf},
      {"log(-0)", log(-zero), -inf},
      {"log(inf)", log(inf), inf},
      {"log(1)", log(one), 0},
      {"log(-1)", log(-one), nan},
      {"log(-inf)", log(-inf), nan},
      {"log(nan)", log(nan), nan},
      {"log1p(-1)", log1p(-one), -inf},
      {"log1p(-2)", log1p(T(-2)), nan},
      {"log1p(inf)", log1p(inf), inf},
      {"log1p(-0)", log1p(-zero), -zero},
      {"log1p(-denormal)", log1p(-tiny), -tiny},
      {"log1p(nan)", log1p(nan), nan},
      {"sin(-0)", sin(-zero), -zero},
      {"sin(denormal)", sin(tiny), tiny},
      {"sin(inf)", sin(inf), nan},
      {"sin(max)", sin(max), nan},
      {"cos(-0)", cos(-zero), 1},
      {"cos(-inf)", cos(-inf), nan},
      {"cos(nan)", cos(nan), nan},
      {"tanh(-inf)", tanh(-inf), -1},
      {"tanh(max)", tanh(max), 1},
      {"tanh(-0)", tanh(-zero), -zero},
      {"tanh(denormal)", tanh(tiny), tiny},
      {"tanh(nan)", tanh(nan), nan},
      {"sigmoid(-inf)", sigmoid(-inf), 0},
      {"sigmoid(inf)", sigmoid(inf), 1},
      {"sigmoid(-max)", sigmoid(-max), 0},
      {"sigmoid(-0)", sigmoid(-zero), T(0.5)},
      {"sigmoid(nan)", sigmoid(nan), nan},
      {"softplus(-inf)", softplus(-inf), 0},
      {"softplus(inf)", softplus(inf), inf},
      {"softplus(max)", softplus(max), max},
      {"softplus(nan)", softplus(nan), nan},
      {"erf(-inf)", erf(-inf), -1},
      {"erf(max)", erf(max), 1},
      {"erf(-0)", erf(-zero), -zero},
      {"erf(nan)", erf(nan), nan},
      {"sqrt(-0)", sqrt(-zero), -zero},
      {"sqrt(-1)", sqrt(-one), nan},
      {"rsqrt(0)", rsqrt(zero), inf},
      {"rsqrt(-0)", rsqrt(-zero), -inf},
      {"rsqrt(inf)", rsqrt(inf), 0},
      {"rsqrt(-1)", rsqrt(-one), nan},
  };
}

TYPED_TEST(MathLimits, LimitsAreExact) {
  for (const auto& [name, value, expected] : limits<TypeParam>()) {
    if (std::isnan(expected)) {
      EXPECT_TRUE(std::isnan(value)) << name << " = " << value;
    } else {
      EXPECT_EQ(value, expected) << name;
      EXPECT_EQ(std::signbit(value), std::signbit(expected)) << name;
    }
  }
}

// IEEE 754-2019, 9.2.1, over all pairs of special and ordinary arguments; the C library follows it.
TYPED_TEST(MathLimits, PowHasEverySpecialCase) {
  using T = TypeParam;
  using L = std::numeric_limits<T>;
  std::vector<T> values{0,
                        L::denorm_min(),
                        L::min(),
                        T(0.5),
                        1,
                        T(1.5),
                        2,
                        3,
                        4,
                        1 / L::epsilon(),
                        2 / L::epsilon() - 1,
                        L::max(),
                        L::infinity(),
                        L::quiet_NaN()};
  for (std::size_t i = 0, n = values.size(); i < n; ++i) values.push_back(-values[i]);
  for (T x : values)
    for (T y : values) {
      const T expected = T(powl(x, y)), value = pow(x, y);
      EXPECT_LE(error_in_ulps(value, powl(x, y)), 1) << "pow(" << x << ", " << y << ") = " << value;
      EXPECT_TRUE(std::isnan(expected) || std::signbit(value) == std::signbit(expected))
          << "pow(" << x << ", " << y << ") = " << value;
    }
}

TYPED_TEST(MathLimits, LargeAnglesAreRecognisedAndServed) {
  using T = TypeParam;
  const T bound = sizeof(T) == 4 ? T(0x1p17) : T(0x1p30), beyond = std::nextafter(bound, T(HUGE_VAL));
  for (T sign : {T(1), T(-1)}) {
    EXPECT_FALSE(needs_large_reduction(sign * bound));
    EXPECT_TRUE(needs_large_reduction(sign * beyond));
    EXPECT_TRUE(needs_large_reduction(sign * std::numeric_limits<T>::max()));
    EXPECT_TRUE(std::isnan(sin(sign * beyond)) && std::isnan(cos(sign * beyond)));
    for (T x : {beyond, T(1e22), std::numeric_limits<T>::max()}) {
      EXPECT_LE(error_in_ulps(sin_large(sign * x), sinl(sign * x)), 1);
      EXPECT_LE(error_in_ulps(cos_large(sign * x), cosl(sign * x)), 1);
    }
  }
  for (T x : {std::numeric_limits<T>::infinity(), std::numeric_limits<T>::quiet_NaN()})
    EXPECT_FALSE(needs_large_reduction(x));
}

}  // namespace
}  // namespace pont::ad::math
