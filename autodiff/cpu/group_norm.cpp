// The CPU's kernels of group normalisation: means, variances and results of one sample after the other.
#include "autodiff/cpu/group_norm.hpp"

#include "autodiff/backend.hpp"
#include "autodiff/cpu/column_sum.hpp"
#include "autodiff/cpu/row_sum.hpp"

namespace pont::ad {
namespace {

// What both kernels compute of a sample. Each operation is rounded as in the composition, in the same order.
template <class T>
class Sample {
 public:
  explicit Sample(const GroupNormSizes& s)
      : pixels_(s.pixels),
        channels_(s.channels),
        width_(s.channels / s.groups),
        share_(static_cast<T>(1 / static_cast<double>(s.pixels * width_))),
        epsilon_(static_cast<T>(s.epsilon)) {}

  i64 channels() const { return channels_; }
  i64 size() const { return pixels_ * channels_; }

  // y[c] = sum over the pixels of value(element of the sample, c).
  template <class Value>
  void over_pixels(Value value, T* y) const {
    if (channels_ == 1)
      *y = row_sum<T>(pixels_, [value](i64 i) { return value(i, 0); });
    else
      column_sums(pixels_, channels_, [value, n = channels_](i64 i, i64 c) { return value(i * n + c, c); }, y);
  }
  // Calls keep(c, f(mean of value over the group of c)) for each channel c.
  template <class Value, class F, class Keep>
  void at_channels(Value value, F f, Keep keep) const {
    for (i64 from = 0; from < channels_; from += width_) {
      const T y = f(row_sum<T>(width_, [=](i64 i) { return value(from + i); }) * share_);
      for (i64 c = from; c < from + width_; ++c) keep(c, y);
    }
  }
  // Mean and 1 / sqrt(variance + epsilon) of the group of each channel.
  void moments(const T* x, T* sums, T* mean, T* factor) const {
    const auto sum = [sums](i64 c) { return sums[c]; };
    over_pixels([x](i64 i, i64) { return x[i]; }, sums);
    at_channels(sum, [](T m) { return m; }, [mean](i64 c, T m) { mean[c] = m; });
    over_pixels([x, mean](i64 i, i64 c) { return (x[i] - mean[c]) * (x[i] - mean[c]); }, sums);
    at_channels(sum, [this](T v) { return math::rsqrt(v + epsilon_); }, [factor](i64 c, T r) { factor[c] = r; });
  }
  // y = value(element, c) for all elements.
  template <class Value>
  void fill(T* y, Value value) const {
    for (i64 i = 0; i < size(); i += channels_)
#pragma GCC ivdep
      for (i64 c = 0; c < channels_; ++c) y[i + c] = value(i + c, c);
  }

 private:
  i64 pixels_, channels_, width_;
  T share_, epsilon_;
};

template <class T>
class GroupNormKernel final : public RowKernel {
 public:
  explicit GroupNormKernel(const GroupNormSizes& s) : sample_(s), work_(group_norm_work(s)) {}

  void run(std::span<std::byte* const> p, i64 from, i64 to) const override {
    for (i64 b = from; b < to; ++b) {
      const i64 at = b * sample_.size();
      normalise(as<T>(p[2]) + at, as<T>(p[3]), as<T>(p[4]), as<T>(p[1]) + b * work_, as<T>(p[0]) + at);
    }
  }

 private:
  void normalise(const T* x, const T* scale, const T* shift, T* work, T* y) const {
    const i64 n = sample_.channels();
    T *mean = work, *factor = work + n;
    sample_.moments(x, work + 2 * n, mean, factor);
    for (i64 c = 0; c < n; ++c) factor[c] *= scale[c];
    sample_.fill(y, [=](i64 i, i64 c) { return (x[i] - mean[c]) * factor[c] + shift[c]; });
  }

  Sample<T> sample_;
  i64 work_;
};

template <class T>
class GroupNormGradientKernel final : public RowKernel {
 public:
  explicit GroupNormGradientKernel(const GroupNormSizes& s) : sample_(s), rows_(s.rows), work_(group_norm_work(s)) {}

  // y is the derivative of x, then two sums of each row and channel.
  void run(std::span<std::byte* const> p, i64 from, i64 to) const override {
    T *dx = as<T>(p[0]), *sums = dx + rows_ * sample_.size();
    for (i64 b = from; b < to; ++b) {
      const i64 at = b * sample_.size(), row = b * sample_.channels();
      differentiate(as<T>(p[2]) + at, as<T>(p[3]), as<T>(p[4]) + at, as<T>(p[1]) + b * work_, dx + at, sums + row,
                    sums + rows_ * sample_.channels() + row);
    }
  }

 private:
  void differentiate(const T* x, const T* scale, const T* g, T* work, T* dx, T* scaled, T* shifted) const {
    const i64 n = sample_.channels();
    T *mean = work, *factor = work + n, *slope = work + 2 * n, *level = work + 3 * n;
    sample_.moments(x, slope, mean, factor);
    sample_.over_pixels([=](i64 i, i64) { return g[i]; }, shifted);
    sample_.over_pixels([=](i64 i, i64 c) { return g[i] * (x[i] - mean[c]); }, scaled);
    for (i64 c = 0; c < n; ++c) scaled[c] *= factor[c];
    const auto same = [](T m) { return m; };
    sample_.at_channels([=](i64 c) { return shifted[c] * scale[c]; }, same,
                        [=](i64 c, T m) { level[c] = m * factor[c]; });
    sample_.at_channels([=](i64 c) { return scaled[c] * scale[c]; }, same,
                        [=](i64 c, T m) { slope[c] = m * (factor[c] * factor[c]); });
    for (i64 c = 0; c < n; ++c) factor[c] *= scale[c];
    sample_.fill(dx, [=](i64 i, i64 c) { return g[i] * factor[c] - ((x[i] - mean[c]) * slope[c] + level[c]); });
  }

  Sample<T> sample_;
  i64 rows_, work_;
};

template <template <class> class Kernel>
std::shared_ptr<const RowKernel> make(Dtype dtype, const GroupNormSizes& s) {
  return with_real(dtype, [&](auto t) -> std::shared_ptr<const RowKernel> {
    return std::make_shared<const Kernel<decltype(t)>>(s);
  });
}

}  // namespace

std::shared_ptr<const RowKernel> group_norm_kernel(Dtype dtype, const GroupNormSizes& s) {
  return make<GroupNormKernel>(dtype, s);
}
std::shared_ptr<const RowKernel> group_norm_gradient_kernel(Dtype dtype, const GroupNormSizes& s) {
  return make<GroupNormGradientKernel>(dtype, s);
}

}  // namespace pont::ad
