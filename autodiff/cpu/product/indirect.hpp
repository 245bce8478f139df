// What products that read pixels through pointers share: scratch memory, pointers, and columns that do not fill a vector.
#pragma once
#include <algorithm>
#include <array>

#include "autodiff/cpu/product/kernel.hpp"

namespace pont::ad::product {

inline constexpr i64 widest = 32;  // columns of a panel, in floats on AVX-512
inline constexpr std::size_t alignment = 64;

template <class E>
std::size_t bytes_of(i64 n) {
  return (static_cast<std::size_t>(n) * sizeof(E) + alignment - 1) / alignment * alignment;
}
// Takes n elements from the front of scratch memory.
template <class E>
E* take(std::byte*& scratch, i64 n) {
  E* const p = reinterpret_cast<E*>(scratch);
  scratch += bytes_of<E>(n);
  return p;
}

// Pixels of one image, or the row of zeros. In whole numbers, so that the compiler does it in lanes.
template <class T>
void point_into(const T* image, const T* zeros, const std::int32_t* __restrict offsets, i64 n, const T** pixels) {
  using Address [[gnu::may_alias]] = std::intptr_t;
  const auto first = reinterpret_cast<std::intptr_t>(image), none = reinterpret_cast<std::intptr_t>(zeros);
  Address* __restrict const to = reinterpret_cast<Address*>(pixels);
#pragma GCC unroll 1
  for (i64 i = 0; i < n; ++i) {
    const std::intptr_t offset = offsets[i], pixel = first + offset * static_cast<std::intptr_t>(sizeof(T));
    to[i] = offset < 0 ? none : pixel;
  }
}

// Calls f(image, first, n, done) for the runs of rows [from, to) that lie in one image: n rows from its row `first`,
// after `done` others.
template <class F>
void for_each_image(i64 from, i64 to, i64 per_image, F f) {
  for (i64 done = 0; from < to;) {
    const i64 image = from / per_image, first = from % per_image, n = std::min(per_image - first, to - from);
    f(image, first, n, done);
    done += n;
    from += n;
  }
}

// Columns [first, first + used) of a right factor, in a panel of `vectors` vectors.
struct Columns {
  i64 used;
  int vectors;
  i64 width;
};
template <class T>
Columns columns(const Kernel<T>& kernel, i64 N, i64 first) {
  const i64 used = std::min<i64>(2 * kernel.lanes, N - first);
  const int vectors = used > kernel.lanes ? 2 : 1;
  return {used, vectors, vectors * kernel.lanes};
}

// Calls tile(targets, shift) for rows of a tile that begin at targets[i] + shift: those of y where the columns fill
// their vectors, else memory beside them.
template <class T, class F>
void on_whole_vectors(const Columns& c, i64 rows, T* const* y, i64 shift, bool accumulate, F tile) {
  if (c.used == c.width) return tile(y, shift);
  alignas(64) std::array<T, most_rows * widest> whole;
  std::array<T*, most_rows> beside{};
  for (i64 i = 0; i < rows; ++i) {
    T* const row = beside[static_cast<std::size_t>(i)] = &whole[static_cast<std::size_t>(i * c.width)];
    if (accumulate) std::fill(std::copy_n(y[i] + shift, c.used, row), row + c.width, T(0));
  }
  tile(beside.data(), i64{0});
  for (i64 i = 0; i < rows; ++i) std::copy_n(beside[static_cast<std::size_t>(i)], c.used, y[i] + shift);
}

}  // namespace pont::ad::product
