// One register tile, written for a vector type that the including file chooses. Everything here has internal
// linkage and calls nothing: a function compiled for wide vectors must never be taken for one of the same
// name compiled without.
#pragma once
#include <immintrin.h>

#include "autodiff/cpu/product/kernel.hpp"

namespace pont::ad::product {
namespace {

template <class T>
struct Vector;
#ifdef __AVX512F__
template <>
struct Vector<float> {
  using Type = __m512;
  static constexpr int lanes = 16, rows = 8;
  static Type load(const float* p) { return _mm512_loadu_ps(p); }
  static void store(float* p, Type v) { _mm512_storeu_ps(p, v); }
  static Type all(float x) { return _mm512_set1_ps(x); }
  static Type fma(Type a, Type b, Type c) { return _mm512_fmadd_ps(a, b, c); }
};
template <>
struct Vector<double> {
  using Type = __m512d;
  static constexpr int lanes = 8, rows = 8;
  static Type load(const double* p) { return _mm512_loadu_pd(p); }
  static void store(double* p, Type v) { _mm512_storeu_pd(p, v); }
  static Type all(double x) { return _mm512_set1_pd(x); }
  static Type fma(Type a, Type b, Type c) { return _mm512_fmadd_pd(a, b, c); }
};
#else
template <>
struct Vector<float> {
  using Type = __m256;
  static constexpr int lanes = 8, rows = 6;
  static Type load(const float* p) { return _mm256_loadu_ps(p); }
  static void store(float* p, Type v) { _mm256_storeu_ps(p, v); }
  static Type all(float x) { return _mm256_set1_ps(x); }
  static Type fma(Type a, Type b, Type c) { return _mm256_fmadd_ps(a, b, c); }
};
template <>
struct Vector<double> {
  using Type = __m256d;
  static constexpr int lanes = 4, rows = 6;
  static Type load(const double* p) { return _mm256_loadu_pd(p); }
  static void store(double* p, Type v) { _mm256_storeu_pd(p, v); }
  static Type all(double x) { return _mm256_set1_pd(x); }
  static Type fma(Type a, Type b, Type c) { return _mm256_fmadd_pd(a, b, c); }
};
#endif

constexpr i64 ahead = 32;  // rows of a cold b that are on their way from a farther cache

template <class T, int R, int W, bool cold = false>
void tile(i64 K, const T* a, i64 a_row, i64 a_step, const T* b, i64 b_step, T* y, i64 ldy, bool accumulate) {
  using V = Vector<T>;
  typename V::Type sum[R][W], right[W];
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int w = 0; w < W; ++w) sum[i][w] = accumulate ? V::load(y + i * ldy + w * V::lanes) : V::all(0);
  for (i64 k = 0; k < K; ++k, a += a_step, b += b_step) {
    if constexpr (cold)
#pragma GCC unroll 2
      for (int w = 0; w < W; ++w) __builtin_prefetch(b + ahead * b_step + w * V::lanes);
#pragma GCC unroll 2
    for (int w = 0; w < W; ++w) right[w] = V::load(b + w * V::lanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
      const typename V::Type left = V::all(a[i * a_row]);
#pragma GCC unroll 2
      for (int w = 0; w < W; ++w) sum[i][w] = V::fma(left, right[w], sum[i][w]);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
    for (int w = 0; w < W; ++w) V::store(y + i * ldy + w * V::lanes, sum[i][w]);
}

template <class T, int R>
constexpr std::array<Tile<T>, 2> widths() {
  if constexpr (R <= Vector<T>::rows)
    return {tile<T, R, 1>, tile<T, R, 2>};
  else
    return {};
}
template <class T>
constexpr Kernel<T> make_kernel() {
  return {Vector<T>::rows,
          Vector<T>::lanes,
          {widths<T, 1>(), widths<T, 2>(), widths<T, 3>(), widths<T, 4>(), widths<T, 5>(), widths<T, 6>(),
           widths<T, 7>(), widths<T, 8>()},
          {tile<T, Vector<T>::rows, 1, true>, tile<T, Vector<T>::rows, 2, true>}};
}

}  // namespace
}  // namespace pont::ad::product
