// The CPU's kernel of softmax: rows by the handful, so that one loop takes the exponentials of all of them.
#include "autodiff/cpu/softmax.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "autodiff/backend.hpp"
#include "autodiff/cpu/formula.hpp"
#include "autodiff/cpu/row_sum.hpp"

namespace pont::ad {
namespace {

// NaN counts as the largest value and stays, as in outranks.
template <class T>
T larger(T value, T best) {
  return (value > best) | (value != value) ? value : best;
}

// The largest of 16 interleaved maxima; the last 16 elements may be looked at twice.
template <class T>
T row_maximum(i64 n, const T* x) {
  std::array<T, 16> lane;
  lane.fill(x[0]);
  for (i64 from = 0; from < n && n >= 16; from += 16)
#pragma GCC unroll 1  // which leaves the loop to the vectoriser
    for (int l = 0; l < 16; ++l) lane[l] = larger(x[std::min(from, n - 16) + l], lane[l]);
  for (i64 i = 0; i < n && n < 16; ++i) lane[i] = larger(x[i], lane[i]);
  for (int half = 8; half > 0; half /= 2)
    for (int l = 0; l < half; ++l) lane[l] = larger(lane[l + half], lane[l]);
  return lane[0];
}

template <class T>
class SoftmaxKernel final : public RowKernel {
 public:
  explicit SoftmaxKernel(i64 width)
      : width_(width), rows_(std::max<i64>(1, 2048 / width)), exponentials_(formula_loop<T>(ScalarOp::exp, 0)) {}

  void run(std::span<std::byte* const> p, i64 from, i64 to) const override {
    for (i64 row = from; row < to; row += rows_)
      block(as<T>(p[1]) + row * width_, as<T>(p[0]) + row * width_, std::min(rows_, to - row));
  }

 private:
  // Each operation is rounded as in the composition, in the same order.
  void block(const T* x, T* y, i64 rows) const {
    for (i64 at = 0; at < rows * width_; at += width_) shift(x + at, y + at);
    exponentials_(rows * width_, y, nullptr, nullptr, y);
    for (i64 at = 0; at < rows * width_; at += width_) normalise(y + at);
  }
  // y = x - the largest element; where that is infinite, 0 for it and minus infinity for all others.
  void shift(const T* x, T* y) const {
    const T top = row_maximum(width_, x);
    if (std::abs(top) == infinity)
      for (i64 i = 0; i < width_; ++i) y[i] = x[i] == top ? T(0) : -infinity;
    else
#pragma GCC ivdep
      for (i64 i = 0; i < width_; ++i) y[i] = x[i] - top;
  }
  void normalise(T* y) const {
    const T sum = row_sum<T>(width_, [y](i64 i) { return y[i]; });
#pragma GCC ivdep
    for (i64 i = 0; i < width_; ++i) y[i] /= sum;
  }

  static constexpr T infinity = std::numeric_limits<T>::infinity();
  i64 width_, rows_;
  Loop<T> exponentials_;
};

}  // namespace

std::shared_ptr<const RowKernel> softmax_kernel(Dtype dtype, i64 width) {
  return with_real(dtype, [&](auto t) -> std::shared_ptr<const RowKernel> {
    return std::make_shared<const SoftmaxKernel<decltype(t)>>(width);
  });
}

}  // namespace pont::ad
