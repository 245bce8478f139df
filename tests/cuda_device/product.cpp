// Checking and computing products. (They stay on this side of the memory's lock.)
#include "tests/cuda_device/product.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

#include "tests/cuda_device/memory.hpp"

namespace pont::emulated {
namespace {

/// Rows and columns as they are stored.
struct Size {
  int rows, columns;
};
Size stored(cublasOperation_t op, int rows, int columns) {
  return op == CUBLAS_OP_N ? Size{rows, columns} : Size{columns, rows};
}

template <class T>
const T* column(const Matrix<T>& x, int matrix, int j) {
  return x.first + x.stride * matrix + static_cast<long long>(x.ld) * j;
}

template <class T>
std::string wrong_with(const char* name, const Matrix<T>& x, Size size, int batch, Byte least) {
  const Memory& memory = Memory::get();
  if (!memory.contains(x.first)) return fmt::format("{} is not in device memory", name);
  for (int i = 0; i < batch; ++i)
    for (int j = 0; j < size.columns; ++j) {
      const T* from = column(x, i, j);
      const std::byte* wrong = memory.below(least, from, static_cast<std::size_t>(size.rows) * sizeof(T));
      if (!wrong) continue;
      return fmt::format(
          "{} {}: matrix {}, column {} of {}x{} with leading dimension {}: {}", name,
          *memory.bytes(wrong) == outside ? "is out of bounds" : "has elements that nobody has written", i, j,
          size.rows, size.columns, x.ld, memory.place(wrong));
    }
  return "";
}

/// First and last element of all matrices.
template <class T>
std::pair<const std::byte*, const std::byte*> extent(const Matrix<T>& x, Size size, int batch) {
  const T* last = column(x, batch - 1, size.columns - 1) + size.rows;
  return {reinterpret_cast<const std::byte*>(x.first), reinterpret_cast<const std::byte*>(last)};
}

template <class T>
T rounded(T x, bool tensor_float) {
  if constexpr (sizeof(T) == 4)
    if (tensor_float && std::isfinite(x))
      return std::bit_cast<T>((std::bit_cast<std::uint32_t>(x) + 0x1000u) & ~0x1FFFu);
  return x;
}

/// op(x) by columns, without gaps.
template <class T>
std::vector<T> packed(const Matrix<const T>& x, cublasOperation_t op, Size size, int matrix,
                      bool tensor_float) {
  std::vector<T> y(static_cast<std::size_t>(size.rows) * size.columns);
  const bool transposed = op != CUBLAS_OP_N;
  const Size s = transposed ? Size{size.columns, size.rows} : size;
  for (int j = 0; j < s.columns; ++j) {
    const T* from = reinterpret_cast<const T*>(Memory::get().alias(column(x, matrix, j)));
    for (int i = 0; i < s.rows; ++i)
      y[transposed ? static_cast<std::size_t>(i) * size.rows + j
                   : static_cast<std::size_t>(j) * size.rows + i] = rounded(from[i], tensor_float);
  }
  return y;
}

}  // namespace

template <class T>
bool Product<T>::valid() const {
  const Size sa = stored(transpose_a, m, k), sb = stored(transpose_b, k, n);
  return m >= 0 && n >= 0 && k >= 0 && batch >= 0 && a.ld >= std::max(1, sa.rows) &&
         b.ld >= std::max(1, sb.rows) && c.ld >= std::max(1, m);
}

template <class T>
std::string Product<T>::problem() const {
  if (m == 0 || n == 0 || batch == 0) return "";
  std::string wrong = wrong_with("C", c, {m, n}, batch, beta == T(0) ? unwritten : written);
  const auto [c_from, c_to] = extent(c, {m, n}, batch);
  if (wrong.empty() && batch > 1 && c.stride < static_cast<long long>(c.ld) * (n - 1) + m)
    wrong = fmt::format("the matrices C overlap: stride {}, {}x{} with leading dimension {}", c.stride, m, n,
                        c.ld);
  for (const auto& [name, x, size] :
       {std::tuple("A", &a, stored(transpose_a, m, k)), std::tuple("B", &b, stored(transpose_b, k, n))}) {
    if (k == 0 || !wrong.empty()) break;
    wrong = wrong_with(name, *x, size, batch, written);
    const auto [from, to] = extent(*x, size, batch);
    if (wrong.empty() && from < c_to && c_from < to) wrong = fmt::format("C overlaps {}", name);
  }
  return wrong;
}

template <class T>
void Product<T>::run() const {
  const Memory& memory = Memory::get();
  for (int i = 0; i < batch; ++i) {
    const auto pa = packed(a, transpose_a, {m, k}, i, tensor_float),
               pb = packed(b, transpose_b, {k, n}, i, tensor_float);
    std::vector<T> sum(static_cast<std::size_t>(m));
    for (int j = 0; j < n; ++j) {
      std::fill(sum.begin(), sum.end(), T(0));
      for (int l = 0; l < k; ++l)
        for (int r = 0; r < m; ++r)
          sum[r] = std::fma(pa[std::size_t(l) * m + r], pb[std::size_t(j) * k + l], sum[r]);
      const T* target = column(c, i, j);
      T* out = reinterpret_cast<T*>(memory.alias(target));
      for (int r = 0; r < m; ++r) out[r] = beta == T(0) ? alpha * sum[r] : alpha * sum[r] + beta * out[r];
      std::fill_n(memory.bytes(target), static_cast<std::size_t>(m) * sizeof(T), written);
    }
  }
}

template struct Product<float>;
template struct Product<double>;

}  // namespace pont::emulated
