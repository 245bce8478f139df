// Indirect convolution: blocks of positions, a pointer per position and tap, panels of the right factor.
#include "autodiff/cpu/product/window_product.hpp"

#include <algorithm>
#include <array>

#include "autodiff/cpu/product/product.hpp"

namespace pont::ad::product {
namespace {

constexpr i64 widest = 32;  // columns of a panel, in floats on AVX-512
constexpr i64 depth = 320;  // of k at a time, so that a panel's piece stays in the first-level cache
constexpr std::size_t alignment = 64;

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

// Pixels of one image, or the row of zeros.
template <class T>
void point_into(const T* image, const T* zeros, const std::int32_t* offsets, i64 n, const T** pixels) {
  for (i64 i = 0; i < n; ++i) pixels[i] = offsets[i] < 0 ? zeros : image + offsets[i];
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

}  // namespace

template <class T>
std::size_t WindowProduct<T>::scratch_bytes(const Gemm& g) {
  const i64 channels = g.window->window().channels, taps = g.taps();
  return (g.packed ? 0 : bytes_of<T>(panel_elements(g.K, g.N))) + bytes_of<T>(channels) +
         bytes_of<const T*>(block * taps) + bytes_of<T*>(block);
}

template <class T>
WindowProduct<T>::WindowProduct(const Gemm& g, const T* image, const T* b, std::byte* scratch, const Kernel<T>& kernel)
    : kernel_(kernel),
      table_(*g.window),
      N_(g.N),
      channels_(g.window->window().channels),
      taps_(g.taps()),
      image_(image),
      panels_(b) {
  if (!g.packed) {
    T* const panels = take<T>(scratch, panel_elements(g.K, g.N));
    pack_right(Pack{g.dtype, g.transpose_b, g.K, g.N, 0, g.taps()}, b, panels, kernel);
    panels_ = panels;
  }
  zeros_ = take<T>(scratch, channels_);
  std::fill_n(zeros_, channels_, T(0));
  pixels_ = take<const T*>(scratch, block * taps_);
  targets_ = take<T*>(scratch, block);
}

template <class T>
void WindowProduct<T>::rows(i64 from, i64 to, T* y) const {
  for (; from < to; from += block) {
    const i64 end = std::min(from + block, to);
    for (i64 i = 0; i < end - from; ++i, y += N_) targets_[i] = y;
    compute(table_.phases().front(), from, end);
  }
}

// Some images at a time, so that the phases, which write every other pixel, meet them in a near cache.
template <class T>
void WindowProduct<T>::all(T* y) const {
  const Window& w = table_.window();
  const i64 at_once = std::max<i64>(1, 4 * block / static_cast<i64>(table_.phases().front().positions.size()));
  for (i64 image = 0; image < w.images; image += at_once)
    for (const Phase& phase : table_.phases()) fill(phase, image, std::min(image + at_once, w.images), y);
}

// The positions of a phase in images [first, last) of y.
template <class T>
void WindowProduct<T>::fill(const Phase& phase, i64 first, i64 last, T* y) const {
  const i64 per_image = static_cast<i64>(phase.positions.size()), end = last * per_image,
            elements = table_.window().positions[0] * table_.window().positions[1] * N_;
  for (i64 from = first * per_image; from < end; from += block) {
    const i64 to = std::min(from + block, end);
    for_each_image(from, to, per_image, [&](i64 image, i64 row, i64 n, i64 done) {
      for (i64 i = 0; i < n; ++i) targets_[done + i] = y + image * elements + phase.positions[row + i] * N_;
    });
    compute(phase, from, to);
  }
}

// Rows [from, to), a block at most, of those that the phase has in all images, to their targets.
template <class T>
void WindowProduct<T>::compute(const Phase& phase, i64 from, i64 to) const {
  point(phase, from, to);
  for (i64 first = 0; first < N_; first += 2 * kernel_.lanes) multiply(phase, to - from, first);
}

template <class T>
void WindowProduct<T>::point(const Phase& phase, i64 from, i64 to) const {
  const Window& w = table_.window();
  const i64 per_image = static_cast<i64>(phase.positions.size()), taps = static_cast<i64>(phase.taps.size()),
            image_elements = w.image[0] * w.image[1] * w.channels;
  for_each_image(from, to, per_image, [&](i64 image, i64 first, i64 n, i64 done) {
    point_into(image_ + image * image_elements, zeros_, phase.offsets.data() + first * taps, n * taps,
               pixels_ + done * taps);
  });
}

// One panel times the rows of a block, some taps at a time.
template <class T>
void WindowProduct<T>::multiply(const Phase& phase, i64 rows, i64 first) const {
  const Columns c = columns(kernel_, N_, first);
  const T* const panel = panels_ + first * taps_ * channels_;
  const i64 taps = static_cast<i64>(phase.taps.size()), most = std::max<i64>(1, depth / channels_);
  i64 t = 0;
  do {  // a phase without taps is 0
    const i64 n = std::min(most, taps - t);
    for (i64 i = 0; i < rows; i += kernel_.rows) {
      const i64 r = std::min<i64>(kernel_.rows, rows - i);
      const PieceTile<T> tile = kernel_.pieces[static_cast<std::size_t>(r - 1)][static_cast<std::size_t>(c.vectors - 1)];
      on_whole_vectors(c, r, targets_ + i, first, t > 0, [&](T* const* y, i64 shift) {
        tile(n, channels_, pixels_ + i * taps + t, taps, phase.taps.data() + t, panel, c.width, y, shift, t > 0);
      });
    }
    t += n;
  } while (t < taps);
}

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

template class WindowProduct<float>;
template class WindowProduct<double>;
template class WindowGradient<float>;
template class WindowGradient<double>;

}  // namespace pont::ad::product
