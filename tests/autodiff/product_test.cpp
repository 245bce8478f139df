// Matrix products against the text of their definition, bit for bit, for every kernel, shape of edge and cut
// of rows.
#include "autodiff/cpu/product/product.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/autodiff/product_cases.hpp"

namespace pont::ad::product {
namespace {

using test::ProductCase;

template <class T>
struct Case : ProductCase<T> {
  using ProductCase<T>::ProductCase, ProductCase<T>::g, ProductCase<T>::a, ProductCase<T>::b;

  static constexpr T guard = 77;

  // Rows [0, cut) and [cut, M), with guards around result and scratch.
  std::vector<T> computed(const Gemm& by, const T* right, const Kernel<T>& kernel, i64 cut) const {
    const auto size = static_cast<std::size_t>(g.M * g.N),
               used = static_cast<std::size_t>(Product<T>::scratch(by));
    std::vector<T> y(size + 1, guard), scratch(used + 1, guard);
    const Product<T> product(by, a.data(), right, scratch.data(), kernel);
    product.rows(cut, g.M, y.data() + cut * g.N);
    product.rows(0, cut, y.data());
    EXPECT_EQ(y.back(), guard);
    EXPECT_EQ(scratch.back(), guard);
    y.pop_back();
    return y;
  }
  std::vector<T> computed(const Kernel<T>& kernel, i64 cut) const {
    return computed(g, b.data(), kernel, cut);
  }
  // The same from a right factor that was packed before.
  std::vector<T> computed_packed(const Kernel<T>& kernel, i64 cut) const {
    const i64 elements = panel_elements(g.K, g.N);
    std::vector<T> panels(static_cast<std::size_t>(elements) + 1, guard);
    pack_right(Pack{g.dtype, g.transpose_b, g.K, g.N, elements}, b.data(), panels.data(), kernel);
    EXPECT_EQ(panels.back(), guard);
    Gemm by = g;
    by.packed = true;
    return computed(by, panels.data(), kernel, cut);
  }
};

template <class T>
void check(i64 M, i64 N, i64 K) {
  for (const bool ta : {false, true})
    for (const bool tb : {false, true}) {
      const Case<T> c(ta, tb, M, N, K);
      const std::vector<T> expected = c.defined();
      for (const Kernel<T>* kernel : kernels<T>())
        for (const i64 cut : {i64{0}, M / 3}) {
          const auto what =
              fmt::format("{}x{}x{} transposed {}{} lanes {} cut {}", M, N, K, ta, tb, kernel->lanes, cut);
          ASSERT_EQ(c.computed(*kernel, cut), expected) << what;
          if (Product<T>::packs(c.g)) {
            ASSERT_EQ(c.computed_packed(*kernel, cut), expected) << what;
          }
        }
    }
}

TEST(Product, SmallShapesWithEveryEdge) {
  test::for_small_shapes([](i64 M, i64 N, i64 K) {
    check<float>(M, N, K);
    check<double>(M, N, K);
  });
}

TEST(Product, ShapesThatAreCutIntoBlocks) {
  for (const auto& [M, N, K] : test::blocked_shapes) {
    check<float>(M, N, K);
    check<double>(M, N, K);
  }
}

TEST(Product, ANonFiniteElementStaysInItsRow) {
  Case<float> c(false, false, 9, 40, 12);
  c.a[3 * 12 + 5] = std::numeric_limits<float>::infinity();
  const std::vector<float> y = c.computed(kernel<float>(), 0);
  for (i64 i = 0; i < 9; ++i)
    for (i64 j = 0; j < 40; ++j) EXPECT_EQ(std::isfinite(y[static_cast<std::size_t>(i * 40 + j)]), i != 3);
}

}  // namespace
}  // namespace pont::ad::product
