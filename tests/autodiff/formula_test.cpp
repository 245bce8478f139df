// The formulas compiled for different vector widths give the same bits, wherever an element stands.
#include "autodiff/cpu/formula.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <vector>

#include "autodiff/rng.hpp"

namespace pont::ad {
namespace {

// Normal draws on several scales, and the numbers that formulas treat apart.
template <class T>
std::vector<T> arguments(const char* name) {
  std::vector<T> x(777);
  fill_normal(Key::root(2) / name, 0, 0, static_cast<i64>(x.size()), x.data());
  const T scales[] = {T(1), T(1e-6), T(30), T(1e5)};
  for (std::size_t i = 0; i < x.size(); ++i) x[i] *= scales[i % 4];
  using L = std::numeric_limits<T>;
  const T special[] = {
      0, T(-0.0), 1, -1, L::infinity(), -L::infinity(), L::quiet_NaN(), L::denorm_min(), L::max()};
  std::copy(std::begin(special), std::end(special), x.begin() + 100);
  return x;
}

template <class T>
bool same_bits(T a, T b) {
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b) || (a != a && b != b);
}

template <class T>
class Formulas : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Formulas, Types);

TYPED_TEST(Formulas, HaveTheSameBitsForEveryWidthPositionAndPattern) {
  using T = TypeParam;
  const std::vector<T> a = arguments<T>("a"), b = arguments<T>("b"), c = arguments<T>("c");
  const auto n = static_cast<i64>(a.size());
  const auto tables = formula_tables<T>();
  for (int op = 0; op < scalar_op_count; ++op) {
    const int operands = arity(static_cast<ScalarOp>(op));
    for (unsigned scalars = 0; scalars < 1u << operands; ++scalars) {
      const auto run = [&](const FormulaTable<T>& table, i64 from, i64 count) {
        std::vector<T> y(static_cast<std::size_t>(count));
        const auto at = [&](const std::vector<T>& x, unsigned k) {
          return x.data() + (scalars >> k & 1 ? 7 : from);
        };
        table[static_cast<std::size_t>(op)][scalars](count, at(a, 0), at(b, 1), at(c, 2), y.data());
        return y;
      };
      const std::vector<T> expected = run(*tables.back(), 0, n);
      for (const FormulaTable<T>* table : tables) {
        const std::vector<T> whole = run(*table, 0, n);
        for (i64 i = 0; i < n; ++i)
          ASSERT_TRUE(same_bits(whole[static_cast<std::size_t>(i)], expected[static_cast<std::size_t>(i)]))
              << "formula " << op << " pattern " << scalars << " element " << i;
        for (const i64 i : {0, 3, 104, 776})
          ASSERT_TRUE(same_bits(run(*table, i, 1)[0], expected[static_cast<std::size_t>(i)]))
              << "formula " << op << " pattern " << scalars << " element " << i << " alone";
      }
    }
  }
}

}  // namespace
}  // namespace pont::ad
