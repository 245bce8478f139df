// One register tile, written for a vector type that the including file chooses. Everything here has internal
// linkage and calls nothing: a function compiled for wide vectors must never be taken for one of the same
// name compiled without.
#pragma once
#include <immintrin.h>

#include <utility>

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

// The sums of a tile: loaded, extended by one product per row and vector, stored.
template <class T, int R, int W>
struct Sums {
  using V = Vector<T>;
  typename V::Type sum[R][W];

  template <class Row>
  __attribute__((always_inline)) void load(Row row, bool accumulate) {
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
      for (int w = 0; w < W; ++w) sum[i][w] = accumulate ? V::load(row(i) + w * V::lanes) : V::all(0);
  }
  template <class Left>
  __attribute__((always_inline)) void add(Left left, const T* b) {
    typename V::Type right[W];
#pragma GCC unroll 2
    for (int w = 0; w < W; ++w) right[w] = V::load(b + w * V::lanes);
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) {
      const typename V::Type one = V::all(left(i));
#pragma GCC unroll 2
      for (int w = 0; w < W; ++w) sum[i][w] = V::fma(one, right[w], sum[i][w]);
    }
  }
  template <class Row>
  __attribute__((always_inline)) void store(Row row) const {
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i)
#pragma GCC unroll 2
      for (int w = 0; w < W; ++w) V::store(row(i) + w * V::lanes, sum[i][w]);
  }
};

template <class T, int R, int W, bool cold = false>
void tile(i64 K, const T* a, i64 a_row, i64 a_step, const T* b, i64 b_step, T* y, i64 ldy, bool accumulate) {
  const auto target = [&](int i) { return y + i * ldy; };
  Sums<T, R, W> s;
  s.load(target, accumulate);
  for (i64 k = 0; k < K; ++k, a += a_step, b += b_step) {
    if constexpr (cold)
#pragma GCC unroll 2
      for (int w = 0; w < W; ++w) __builtin_prefetch(b + ahead * b_step + w * Vector<T>::lanes);
    s.add([&](int i) { return a[i * a_row]; }, b);
  }
  s.store(target);
}

template <class T, int R, int W>
void piece_tile(i64 pieces, i64 depth, const T* const* a, const std::int32_t* part, const T* b, i64 b_step, T* const* y,
                i64 shift, bool accumulate) {
  const auto target = [&](int i) { return y[i] + shift; };
  Sums<T, R, W> s;
  s.load(target, accumulate);
  for (i64 piece = 0; piece < pieces; ++piece, a += Vector<T>::rows) {
    const T* row[R];
#pragma GCC unroll 16
    for (int i = 0; i < R; ++i) row[i] = a[i];
    const T* right = b + part[piece] * depth * b_step;
    for (i64 k = 0; k < depth; ++k, right += b_step) s.add([&](int i) { return row[i][k]; }, right);
  }
  s.store(target);
}

template <class T, int R, int W>
void column_tile(i64 K, const T* const* a, i64 a_shift, const T* b, i64 b_step, T* const* y, i64 shift, bool accumulate) {
  const auto target = [&](int i) { return y[i] + shift; };
  Sums<T, R, W> s;
  s.load(target, accumulate);
  for (i64 k = 0; k < K; ++k, b += b_step) {
    const T* const column = a[k] + a_shift;
    s.add([&](int i) { return column[i]; }, b);
  }
  s.store(target);
}

template <class T, int R>
constexpr std::array<Tile<T>, 2> widths() {
  if constexpr (R <= Vector<T>::rows)
    return {tile<T, R, 1>, tile<T, R, 2>};
  else
    return {};
}
template <class T, int R>
constexpr std::array<PieceTile<T>, 2> piece_widths() {
  if constexpr (R <= Vector<T>::rows)
    return {piece_tile<T, R, 1>, piece_tile<T, R, 2>};
  else
    return {};
}
template <class T, int R>
constexpr std::array<ColumnTile<T>, 2> column_widths() {
  if constexpr (R <= Vector<T>::rows)
    return {column_tile<T, R, 1>, column_tile<T, R, 2>};
  else
    return {};
}
template <class T, int... I>
constexpr Kernel<T> make_kernel(std::integer_sequence<int, I...>) {
  return {Vector<T>::rows,
          Vector<T>::lanes,
          {widths<T, I + 1>()...},
          {tile<T, Vector<T>::rows, 1, true>, tile<T, Vector<T>::rows, 2, true>},
          {piece_widths<T, I + 1>()...},
          {column_widths<T, I + 1>()...}};
}
template <class T>
constexpr Kernel<T> make_kernel() {
  return make_kernel<T>(std::make_integer_sequence<int, most_rows>());
}

}  // namespace
}  // namespace pont::ad::product
