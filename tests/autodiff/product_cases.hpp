// Matrix products to test: their factors, and what every element is by definition; shapes with every edge.
#pragma once
#include <array>
#include <cmath>
#include <vector>

#include "autodiff/instruction.hpp"
#include "autodiff/rng.hpp"

namespace pont::ad::test {

template <class T>
std::vector<T> random_values(i64 n, const char* name) {
  std::vector<T> x(static_cast<std::size_t>(n));
  fill_normal(Key::root(1) / name, 0, 0, n, x.data());
  return x;
}

template <class T>
struct ProductCase {
  Gemm g;
  std::vector<T> a, b;
  ProductCase(bool ta, bool tb, i64 M, i64 N, i64 K)
      : g{sizeof(T) == 4 ? Dtype::f32 : Dtype::f64, ta, tb, 1, M, N, K},
        a(random_values<T>(M * K, "a")),
        b(random_values<T>(K * N, "b")) {}

  T left(i64 i, i64 k) const { return a[static_cast<std::size_t>(g.transpose_a ? k * g.M + i : i * g.K + k)]; }
  T right(i64 k, i64 j) const { return b[static_cast<std::size_t>(g.transpose_b ? j * g.K + k : k * g.N + j)]; }

  // One chain of fused multiply-adds per element, k ascending, starting from zero.
  std::vector<T> defined() const {
    std::vector<T> y;
    for (i64 i = 0; i < g.M; ++i)
      for (i64 j = 0; j < g.N; ++j) {
        T s = 0;
        for (i64 k = 0; k < g.K; ++k) s = std::fma(left(i, k), right(k, j), s);
        y.push_back(s);
      }
    return y;
  }
};

/// Calls f(M, N, K) for small shapes with every edge, and for some that are cut into blocks.
template <class F>
void for_small_shapes(F&& f) {
  for (const i64 M : {1, 2, 5, 6, 7, 8, 9, 16, 17, 25})
    for (const i64 N : {1, 2, 3, 8, 15, 16, 17, 31, 32, 33, 50})
      for (const i64 K : {0, 1, 2, 7, 8, 9, 20}) f(M, N, K);
}
inline constexpr std::array<std::array<i64, 3>, 9> blocked_shapes{{{128, 128, 36},
                                                                   {73, 130, 257},
                                                                   {145, 40, 600},
                                                                   {72, 2, 512},
                                                                   {300, 33, 70},
                                                                   {1, 70, 513},
                                                                   {33, 3, 20},
                                                                   {64, 8, 9},
                                                                   {100, 6, 300}}};

}  // namespace pont::ad::test
