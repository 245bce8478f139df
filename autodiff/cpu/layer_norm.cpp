// The CPU's kernel of layer normalisation: one pass over each row for its mean, its variance and its result.
#include "autodiff/cpu/layer_norm.hpp"

#include "autodiff/backend.hpp"
#include "autodiff/cpu/row_sum.hpp"

namespace pont::ad {
namespace {

template <class T>
class LayerNormKernel final : public RowKernel {
 public:
  LayerNormKernel(i64 width, double epsilon)
      : width_(width), share_(static_cast<T>(1 / static_cast<double>(width))), epsilon_(static_cast<T>(epsilon)) {}

  void run(std::span<std::byte* const> p, i64 from, i64 to) const override {
    for (i64 row = from; row < to; ++row)
      normalise(as<T>(p[1]) + row * width_, as<T>(p[2]), as<T>(p[3]), as<T>(p[0]) + row * width_);
  }

 private:
  // Each operation is rounded as in the composition, in the same order.
  void normalise(const T* x, const T* scale, const T* shift, T* y) const {
    const T mean = row_sum<T>(width_, [x](i64 i) { return x[i]; }) * share_;
#pragma GCC ivdep
    for (i64 i = 0; i < width_; ++i) y[i] = x[i] - mean;
    const T variance = row_sum<T>(width_, [y](i64 i) { return y[i] * y[i]; }) * share_;
    const T factor = math::rsqrt(variance + epsilon_);
#pragma GCC ivdep
    for (i64 i = 0; i < width_; ++i) y[i] = y[i] * factor * scale[i] + shift[i];
  }

  i64 width_;
  T share_, epsilon_;
};

}  // namespace

std::shared_ptr<const RowKernel> layer_norm_kernel(Dtype dtype, i64 width, double epsilon) {
  return with_real(dtype, [&](auto t) -> std::shared_ptr<const RowKernel> {
    return std::make_shared<const LayerNormKernel<decltype(t)>>(width, epsilon);
  });
}

}  // namespace pont::ad
