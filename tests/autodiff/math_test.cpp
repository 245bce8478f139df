// The elementary functions against long double over their whole range, and bit for bit in any position.
#include "autodiff/math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "tests/autodiff/ulps.hpp"

namespace pont::ad::math {
namespace {

template <class T>
struct Function {
  std::string name;
  T (*scalar)(T);
  void (*loop)(const T*, T*, int);  // the same function in a loop that the compiler may vectorise
  long double (*reference)(long double);
  double lowest, highest;  // the arguments tested; infinite: all numbers
  double bound;            // maximal error in units in the last place of the result
};

// One row: the scalar function and its loop come from the same expression.
template <class T, class F>
Function<T> row(std::string name, F, long double (*reference)(long double), double lowest, double highest,
                double bound) {
  return {name,
          [](T x) { return F{}(x); },
          [](const T* x, T* y, int n) {
#pragma GCC ivdep
            for (int i = 0; i < n; ++i) y[i] = F{}(x[i]);
          },
          reference,
          lowest,
          highest,
          bound};
}

using Long = long double;
Long sigmoid_reference(Long x) { return x < 0 ? expl(x) / (1 + expl(x)) : 1 / (1 + expl(-x)); }
Long softplus_reference(Long x) { return fmaxl(x, 0) + log1pl(expl(-fabsl(x))); }

// Every function, with the bound its docstring states.
template <class T>
std::vector<Function<T>> functions() {
  constexpr bool f = sizeof(T) == 4;  // float
  constexpr double inf = std::numeric_limits<double>::infinity(), trig = f ? 0x1p17 : 0x1p30;
  return {
      row<T>(
          "exp", [](T x) { return exp(x); }, expl, -inf, inf, 0.9),
      row<T>(
          "expm1", [](T x) { return expm1(x); }, expm1l, -inf, inf, 1.6),
      row<T>(
          "log", [](T x) { return log(x); }, logl, 0, inf, 0.9),
      row<T>(
          "log1p", [](T x) { return log1p(x); }, log1pl, -1, inf, 1.5),
      row<T>(
          "sin", [](T x) { return sin(x); }, sinl, -trig, trig, 0.8),
      row<T>(
          "cos", [](T x) { return cos(x); }, cosl, -trig, trig, 0.8),
      row<T>(
          "tanh", [](T x) { return tanh(x); }, tanhl, -inf, inf, 1.6),
      row<T>(
          "sigmoid", [](T x) { return sigmoid(x); }, sigmoid_reference, -inf, inf, 1.6),
      row<T>(
          "softplus", [](T x) { return softplus(x); }, softplus_reference, -inf, inf, 1.8),
      row<T>(
          "erf", [](T x) { return erf(x); }, erfl, -inf, inf, 1.2),
      row<T>(
          "sqrt", [](T x) { return sqrt(x); }, sqrtl, 0, inf, 0.501),
      row<T>(
          "rsqrt", [](T x) { return rsqrt(x); }, [](Long x) { return 1 / sqrtl(x); }, 0, inf, 1.5),
      row<T>(
          "pow(x, 1.75)", [](T x) { return pow(x, T(1.75)); }, [](Long x) { return powl(x, 1.75L); }, 0, inf,
          f ? 0.51 : 0.9),
      row<T>(
          "pow(x, -0.375)", [](T x) { return pow(x, T(-0.375)); }, [](Long x) { return powl(x, -0.375L); }, 0,
          inf, f ? 0.51 : 0.9),
      row<T>(
          "pow(x, 3)", [](T x) { return pow(x, T(3)); }, [](Long x) { return x * x * x; }, -inf, inf,
          f ? 0.51 : 0.9),
      row<T>(
          "pow(x, 100.5)", [](T x) { return pow(x, T(100.5)); }, [](Long x) { return powl(x, 100.5L); }, 0,
          inf, f ? 0.51 : 0.9),
      row<T>(
          "pow(10, x)", [](T x) { return pow(T(10), x); }, [](Long x) { return powl(10, x); }, -inf, inf,
          f ? 0.51 : 0.9),
      row<T>(
          "pow(1.25, x)", [](T x) { return pow(T(1.25), x); }, [](Long x) { return powl(1.25L, x); }, -inf,
          inf, f ? 0.51 : 0.9),
      row<T>(
          "pow(|x|, x)", [](T x) { return pow(detail::abs(x), x); }, [](Long x) { return powl(fabsl(x), x); },
          -inf, inf, f ? 0.51 : 0.9),
  };
}

std::uint64_t mix(std::uint64_t i) {  // splitmix64: scattered bits from a counter
  i = (i + 1) * 0x9e3779b97f4a7c15;
  i = (i ^ (i >> 30)) * 0xbf58476d1ce4e5b9;
  i = (i ^ (i >> 27)) * 0x94d049bb133111eb;
  return i ^ (i >> 31);
}

// Arguments over the whole range: random bits (all binades), dense and random where functions bend, around
// multiples of pi/2, and the neighbourhoods of 1, -1 and the saturation points.
template <class T>
std::vector<T> arguments(const Function<T>& f) {
  std::vector<T> x;
  for (std::uint64_t i = 0; i < 40000; ++i) x.push_back(detail::from_bits<T>(detail::Bits<T>(mix(i))));
  for (double span : {2.0, 20.0, 120.0, 800.0, 1e5})
    for (int i = 0; i < 10000; ++i) {
      x.push_back(T(span * (i / 5000.0 - 1)));
      x.push_back(T(span * (double(mix(i)) * 0x1p-63 - 1)));
    }
  for (int i = -20000; i <= 20000; ++i) x.push_back(T(i * 1.57079632679489661923));
  for (double centre : {0.0, 1.0, -1.0, 88.72, -103.9, 709.78, -745.1, 1.4142135, 0.70710678})
    for (int i = -500; i <= 500; ++i) x.push_back(T(centre) + T(i) * std::numeric_limits<T>::epsilon());
  std::erase_if(x, [&](T v) { return !(v >= T(f.lowest) && v <= T(f.highest)); });
  return x;
}

template <class T>
class MathTest : public testing::Test {};
using RealTypes = testing::Types<float, double>;
TYPED_TEST_SUITE(MathTest, RealTypes);

TYPED_TEST(MathTest, ErrorStaysBelowTheStatedBound) {
  using T = TypeParam;
  for (const Function<T>& f : functions<T>()) {
    double worst = 0;
    T where = 0;
    for (T x : arguments(f)) {
      const double error = error_in_ulps(f.scalar(x), f.reference(x));
      if (error > worst) worst = error, where = x;
    }
    EXPECT_LE(worst, f.bound) << f.name << " at " << where;
    EXPECT_GT(worst, 0.45) << f.name << ": the arguments do not exercise it";
    std::printf("  %-16s max error %.3f ulp at %.9g\n", f.name.c_str(), worst, double(where));
  }
}

// An element's bits depend neither on the offset of the buffer nor on the length of the loop it is computed
// in.
TYPED_TEST(MathTest, SameBitsWhereverAnElementStands) {
  using T = TypeParam;
  constexpr int n = 256;
  for (const Function<T>& f : functions<T>()) {
    const std::vector<T> all = arguments(f);
    std::vector<T> x(n), expected(n), shifted(n + 32), y(n + 32);
    for (int i = 0; i < n; ++i) x[i] = all[mix(i) % all.size()], expected[i] = f.scalar(x[i]);
    for (int shift = 0; shift < 32; ++shift)
      for (int length = 1; length <= 64; ++length) {
        std::copy(x.begin(), x.end(), shifted.begin() + shift);
        for (int i = 0; i < n; i += length)
          f.loop(&shifted[shift + i], &y[shift + i], std::min(length, n - i));
        ASSERT_EQ(0, std::memcmp(&y[shift], expected.data(), n * sizeof(T)))
            << f.name << ", shift " << shift << ", length " << length;
      }
  }
}

}  // namespace
}  // namespace pont::ad::math
