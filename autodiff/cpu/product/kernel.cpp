// Kernels of matrix products: the choice for this processor, and packing.
#include "autodiff/cpu/product/kernel.hpp"

#include <immintrin.h>

#include <algorithm>
#include <cstring>

#include "autodiff/cpu/formula.hpp"

namespace pont::ad::product {

extern const Kernel<float> avx2_float, avx512_float;
extern const Kernel<double> avx2_double, avx512_double;

namespace {

template <class T>
struct Compiled;
template <>
struct Compiled<float> {
  static constexpr std::array all{&avx512_float, &avx2_float};  // widest first
};
template <>
struct Compiled<double> {
  static constexpr std::array all{&avx512_double, &avx2_double};
};

// Rows of a whole panel; its width is known to the compiler, so that a row is a few vector moves.
template <int width, class T>
void copy_whole_rows(i64 K, const T* x, i64 step, T* panel) {
  for (i64 k = 0; k < K; ++k) std::memcpy(panel + k * width, x + k * step, width * sizeof(T));
}

template <class T>
void copy_rows(i64 K, const T* x, i64 step, i64 used, i64 width, T* panel) {
  if (used == width) switch (width) {
      case 6:
        return copy_whole_rows<6>(K, x, step, panel);
      case 8:
        return copy_whole_rows<8>(K, x, step, panel);
      case 16:
        return copy_whole_rows<16>(K, x, step, panel);
      case 32:
        return copy_whole_rows<32>(K, x, step, panel);
    }
  for (i64 k = 0; k < K; ++k, x += step, panel += width) {
    for (i64 j = 0; j < used; ++j) panel[j] = x[j];
    for (i64 j = used; j < width; ++j) panel[j] = 0;
  }
}

// Rows of x become columns of the panel, in squares of 8 x 8 that stay in the first-level cache.
template <class T>
void transpose_square(const T* x, i64 ldx, T* y, i64 ldy) {
  for (int i = 0; i < 8; ++i)
    for (int j = 0; j < 8; ++j) y[i * ldy + j] = x[j * ldx + i];
}
void transpose_square(const float* x, i64 ldx, float* y, i64 ldy) {
  __m256 r[8], t[8];
  for (int i = 0; i < 8; ++i) r[i] = _mm256_loadu_ps(x + i * ldx);
  for (int i = 0; i < 8; i += 2) {
    t[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
    t[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
  }
  for (int i = 0; i < 8; i += 4)
    for (int h = 0; h < 2; ++h) {
      r[i + 2 * h] = _mm256_shuffle_ps(t[i + h], t[i + 2 + h], 0x44);
      r[i + 2 * h + 1] = _mm256_shuffle_ps(t[i + h], t[i + 2 + h], 0xee);
    }
  for (int i = 0; i < 4; ++i) {
    _mm256_storeu_ps(y + i * ldy, _mm256_permute2f128_ps(r[i], r[i + 4], 0x20));
    _mm256_storeu_ps(y + (i + 4) * ldy, _mm256_permute2f128_ps(r[i], r[i + 4], 0x31));
  }
}

template <class T>
void transpose_rows(i64 K, const T* x, i64 row, i64 used, i64 width, T* panel) {
  const i64 squares_k = K / 8 * 8, squares_j = used / 8 * 8;
  for (i64 j = 0; j < squares_j; j += 8)
    for (i64 k = 0; k < squares_k; k += 8)
      transpose_square(x + j * row + k, row, panel + k * width + j, width);
  for (i64 k = 0; k < K; ++k) {
    for (i64 j = k < squares_k ? squares_j : 0; j < used; ++j) panel[k * width + j] = x[j * row + k];
    std::fill(panel + k * width + used, panel + (k + 1) * width, T(0));
  }
}

}  // namespace

template <class T>
std::span<const Kernel<T>* const> kernels() {
  return std::span<const Kernel<T>* const>(Compiled<T>::all).subspan(has_wide_vectors() ? 0 : 1);
}
template <class T>
const Kernel<T>& kernel() {
  static const Kernel<T>& widest = *kernels<T>().front();
  return widest;
}

template <class T>
void pack(i64 K, const T* x, i64 row, i64 step, i64 used, i64 width, T* panel) {
  row == 1 ? copy_rows(K, x, step, used, width, panel) : transpose_rows(K, x, row, used, width, panel);
}

template const Kernel<float>& kernel<float>();
template const Kernel<double>& kernel<double>();
template std::span<const Kernel<float>* const> kernels<float>();
template std::span<const Kernel<double>* const> kernels<double>();
template void pack<float>(i64, const float*, i64, i64, i64, i64, float*);
template void pack<double>(i64, const double*, i64, i64, i64, i64, double*);

}  // namespace pont::ad::product
