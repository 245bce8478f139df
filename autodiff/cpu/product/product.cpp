// Blocking: which panels, rows and pieces of k follow each other. No choice here changes a bit of any result.
#include "autodiff/cpu/product/product.hpp"

#include <algorithm>
#include <array>

#include "autodiff/cpu/product/window_product.hpp"

namespace pont::ad::product {
namespace {

constexpr i64 widest = 32;    // columns of a panel, in floats on AVX-512
constexpr i64 depth = 256;    // of k at a time, so that a panel's piece stays in the first-level cache
constexpr i64 few_rows = 16;  // so few that packing the right factor does not pay

i64 rounded(i64 n, i64 unit) { return (n + unit - 1) / unit * unit; }

}  // namespace

i64 panel_elements(i64 K, i64 N) { return K * rounded(N, widest); }

// Each matrix of b stands in a panel behind the one before it.
template <class T>
void pack_right(const Pack& v, const T* b, T* panels, const Kernel<T>& kernel) {
  const i64 rows = v.K / v.taps, row = v.transpose ? 1 : v.N, column = v.transpose ? rows : 1;
  for (i64 first = 0; first < v.N; first += 2 * kernel.lanes) {
    const i64 used = std::min<i64>(2 * kernel.lanes, v.N - first),
              width = used > kernel.lanes ? 2 * kernel.lanes : kernel.lanes;
    for (i64 tap = 0; tap < v.taps; ++tap)
      pack(rows, b + tap * rows * v.N + first * column, column, row, used, width,
           panels + first * v.K + tap * rows * width);
  }
}

// A transposed left factor may be read as the right one, see narrow.
template <class T>
bool Product<T>::packs(const Gemm& g) {
  return g.batch == 1 && !g.transpose_a && (g.M > few_rows || (g.transpose_b && g.K > 1));
}

template <class T>
bool Product<T>::suits(const Gemm& g) {
  return !g.window && !WindowGradient<T>::suits(g);
}

template <class T>
i64 Product<T>::scratch(const Gemm& g) {
  return (g.packed ? 0 : panel_elements(g.K, g.N)) + (g.transpose_a ? rounded(block, most_rows) * g.K : 0);
}

template <class T>
Product<T>::Product(const Gemm& g, const T* a, const T* b, T* scratch, const Kernel<T>& kernel)
    : kernel_(kernel),
      M_(g.M),
      N_(g.N),
      K_(g.K),
      a_row_(g.transpose_a ? 1 : g.K),
      a_step_(g.transpose_a ? g.M : 1),
      b_row_(g.transpose_b ? 1 : g.N),
      b_column_(g.transpose_b ? g.K : 1),
      packed_(g.packed),
      a_(a),
      b_(b),
      panels_(g.packed ? b : scratch),
      left_(g.packed ? scratch : scratch + panel_elements(g.K, g.N)) {
  if (!packed_ && !narrow()) pack_panels(scratch);
}

// Panels are read in place where that is contiguous and there are too few rows to make up for the copy.
template <class T>
bool Product<T>::in_place(i64 used, int vectors) const {
  return !packed_ && b_column_ == 1 && used == vectors * kernel_.lanes && M_ <= few_rows;
}

template <class T>
typename Product<T>::Panel Product<T>::panel(i64 first) const {
  const i64 used = std::min<i64>(2 * kernel_.lanes, N_ - first);
  const int vectors = used > kernel_.lanes ? 2 : 1;
  if (in_place(used, vectors)) return {b_ + first, b_row_, first, used, vectors};
  return {panels_ + first * K_, vectors * kernel_.lanes, first, used, vectors};
}

template <class T>
void Product<T>::pack_panels(T* panels) const {
  for (i64 first = 0; first < N_; first += 2 * kernel_.lanes) {
    const Panel p = panel(first);
    if (!in_place(p.used, p.vectors))
      pack(K_, b_ + first * b_column_, b_column_, b_row_, p.used, p.step, panels + first * K_);
  }
}

// Rows of a transposed left factor are gathered tile by tile, unless a single panel would read them.
template <class T>
typename Product<T>::Left Product<T>::left(i64 from, i64 rows) const {
  if (a_row_ != 1 || a_step_ == 1 || N_ <= 2 * kernel_.lanes) return {a_ + from * a_row_, a_row_, a_step_};
  for (i64 i = 0; i < rows; i += kernel_.rows)
    pack(K_, a_ + from + i, 1, a_step_, std::min<i64>(kernel_.rows, rows - i), kernel_.rows, left_ + i * K_);
  return {left_, 1, kernel_.rows};
}

// A few columns, and a left factor whose columns are contiguous: the weight gradient of an output layer.
template <class T>
bool Product<T>::narrow() const {
  return a_row_ == 1 && a_step_ != 1 && N_ <= kernel_.rows && M_ >= 2 * kernel_.lanes;
}

// Then the tile computes y^T = op(b)^T op(a)^T: its vectors run along the rows of y, and nothing is packed.
// The last tile reaches back over rows that are done.
template <class T>
void Product<T>::narrow_rows(i64 from, i64 to, T* y) const {
  alignas(64) std::array<T, most_rows * widest> transposed;
  const Tile<T> tile = kernel_.tile[static_cast<std::size_t>(N_ - 1)][1];
  const i64 width = 2 * kernel_.lanes;
  for (i64 i = from; i < to;) {
    const i64 start = std::min(i, M_ - width), end = std::min(start + width, to);
    tile(K_, b_, b_column_, b_row_, a_ + start, a_step_, transposed.data(), width, false);
    for (; i < end; ++i, y += N_)
      for (i64 j = 0; j < N_; ++j) y[j] = transposed[static_cast<std::size_t>(j * width + i - start)];
  }
}

template <class T>
void Product<T>::rows(i64 from, i64 to, T* y) const {
  if (K_ == 0) return static_cast<void>(std::fill_n(y, (to - from) * N_, T(0)));
  if (narrow()) return narrow_rows(from, to, y);
  for (; from < to; from += block) {
    const i64 n = std::min(block, to - from);
    const Left a = left(from, n);
    for (i64 k = 0; k < K_; k += depth)
      for (i64 first = 0; first < N_; first += 2 * kernel_.lanes) multiply(a, n, panel(first), k, y);
    y += n * N_;
  }
}

// One panel times all tiles of the rows, for k .. k + depth.
template <class T>
void Product<T>::multiply(const Left& a, i64 rows, const Panel& p, i64 k, T* y) const {
  const i64 d = std::min(depth, K_ - k);
  const bool whole = p.used == p.vectors * kernel_.lanes;
  const T* b = p.data + k * p.step;
  for (i64 i = 0; i < rows; i += kernel_.rows) {
    const i64 n = std::min<i64>(kernel_.rows, rows - i);
    const auto width = static_cast<std::size_t>(p.vectors - 1);
    const bool cold = packed_ && i == 0 && n == kernel_.rows;  // the next tiles find it in the first cache
    const Tile<T> tile = cold ? kernel_.cold[width] : kernel_.tile[static_cast<std::size_t>(n - 1)][width];
    const T* rows_of_a = (a.data == left_ ? a.data + i * K_ : a.data + i * a.row) + k * a.step;
    T* target = y + i * N_ + p.first;
    if (whole)
      tile(d, rows_of_a, a.row, a.step, b, p.step, target, N_, k > 0);
    else
      edge(tile, d, rows_of_a, a, p, b, n, k > 0, target);
  }
}

// A tile that sticks out to the right is computed beside y.
template <class T>
void Product<T>::edge(Tile<T> tile, i64 d, const T* rows_of_a, const Left& a, const Panel& p, const T* b,
                      i64 rows, bool accumulate, T* y) const {
  alignas(64) std::array<T, most_rows * widest> whole;
  const i64 width = p.vectors * kernel_.lanes;
  if (accumulate)
    for (i64 i = 0; i < rows; ++i) {
      std::copy_n(y + i * N_, p.used, &whole[static_cast<std::size_t>(i * width)]);
      std::fill_n(&whole[static_cast<std::size_t>(i * width + p.used)], width - p.used, T(0));
    }
  tile(d, rows_of_a, a.row, a.step, b, p.step, whole.data(), width, accumulate);
  for (i64 i = 0; i < rows; ++i) std::copy_n(&whole[static_cast<std::size_t>(i * width)], p.used, y + i * N_);
}

template void pack_right<float>(const Pack&, const float*, float*, const Kernel<float>&);
template void pack_right<double>(const Pack&, const double*, double*, const Kernel<double>&);
template class Product<float>;
template class Product<double>;

}  // namespace pont::ad::product
