// The gradient of convolution in its weights: sums over positions, some at a time, from panels of the cotangent.
#include <algorithm>

#include "autodiff/cpu/product/indirect.hpp"
#include "autodiff/cpu/product/product.hpp"
#include "autodiff/cpu/product/window_product.hpp"

namespace pont::ad::product {
namespace {

constexpr i64 positions_at_once = 128;  // so that a panel's piece stays in the first-level cache
constexpr i64 many_rows = 1024;         // of a matrix whose panels would not

i64 channels_of(const Gemm& g) { return g.window ? g.window->window().channels : g.M; }

}  // namespace

template <class T>
bool WindowGradient<T>::suits(const Gemm& g) {
  return g.transpose_a && !g.transpose_b && g.batch == 1 && (g.window || g.K >= many_rows);
}

template <class T>
std::size_t WindowGradient<T>::scratch_bytes(const Gemm& g) {
  return bytes_of<T>(channels_of(g)) + bytes_of<T>(panel_elements(positions_at_once, g.N)) +
         bytes_of<const T*>(positions_at_once);
}

template <class T>
WindowGradient<T>::WindowGradient(const Gemm& g, const T* image, const T* b, std::byte* scratch, const Kernel<T>& kernel)
    : kernel_(kernel),
      table_(g.window.get()),
      N_(g.N),
      rows_(g.K),
      channels_(channels_of(g)),
      taps_(g.M / channels_),
      image_(image),
      b_(b) {
  zeros_ = take<T>(scratch, channels_);
  std::fill_n(zeros_, channels_, T(0));
  panels_ = take<T>(scratch, panel_elements(positions_at_once, N_));
  pixels_ = take<const T*>(scratch, positions_at_once);
}

template <class T>
void WindowGradient<T>::all(T* y) const {
  for (i64 from = 0; from < rows_; from += positions_at_once) {
    const i64 positions = std::min(positions_at_once, rows_ - from);
    pack_right(Pack{dtype_of<T>(), false, positions, N_, 0}, b_ + from * N_, panels_, kernel_);
    for (i64 tap = 0; tap < taps_; ++tap) {
      point(tap, from, from + positions);
      multiply(tap, positions, from > 0, y);
    }
  }
}

// What one tap sees from positions [from, to) of all images.
template <class T>
void WindowGradient<T>::point(i64 tap, i64 from, i64 to) const {
  if (!table_) {
    for (i64 row = from; row < to; ++row) pixels_[row - from] = image_ + row * channels_;
    return;
  }
  const Window& w = table_->window();
  const i64 per_image = w.positions[0] * w.positions[1], image_elements = w.image[0] * w.image[1] * w.channels;
  const std::int32_t* const offsets = table_->phases().front().offsets.data() + tap * per_image;
  for_each_image(from, to, per_image, [&](i64 image, i64 first, i64 n, i64 done) {
    point_into(image_ + image * image_elements, zeros_, offsets + first, n, pixels_ + done);
  });
}

template <class T>
void WindowGradient<T>::multiply(i64 tap, i64 positions, bool accumulate, T* y) const {
  for (i64 first = 0; first < N_; first += 2 * kernel_.lanes) {
    const Columns c = columns(kernel_, N_, first);
    for (i64 channel = 0; channel < channels_; channel += kernel_.rows) {
      const i64 r = std::min<i64>(kernel_.rows, channels_ - channel);
      const ColumnTile<T> tile = kernel_.columns[static_cast<std::size_t>(r - 1)][static_cast<std::size_t>(c.vectors - 1)];
      std::array<T*, most_rows> rows{};
      for (i64 i = 0; i < r; ++i) rows[static_cast<std::size_t>(i)] = y + (tap * channels_ + channel + i) * N_;
      on_whole_vectors(c, r, rows.data(), first, accumulate, [&](T* const* target, i64 shift) {
        tile(positions, pixels_, channel, panels_ + first * positions, c.width, target, shift, accumulate);
      });
    }
  }
}

template class WindowGradient<float>;
template class WindowGradient<double>;

}  // namespace pont::ad::product
