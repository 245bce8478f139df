// Indirect convolution: blocks of positions, a pointer per position and tap, panels of the right factor.
#include "autodiff/cpu/product/window_product.hpp"

#include <algorithm>

#include "autodiff/cpu/product/indirect.hpp"
#include "autodiff/cpu/product/product.hpp"

namespace pont::ad::product {
namespace {

constexpr i64 depth = 320;  // of k at a time, so that a panel's piece stays in the first-level cache

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
  if (table_.in_order()) return rows(0, table_.window().rows(), y);
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

// The pixels that rows [from, to) see, tile by tile and tap by tap, in the order in which tiles read them.
template <class T>
void WindowProduct<T>::point(const Phase& phase, i64 from, i64 to) const {
  const Window& w = table_.window();
  const i64 per_image = static_cast<i64>(phase.positions.size()), taps = static_cast<i64>(phase.taps.size()),
            tile = kernel_.rows;
  for_each_image(from, to, per_image, [&](i64 image, i64 first, i64 n, i64 done) {
    const T *const start = image_ + image * w.image[0] * w.image[1] * w.channels, *const zeros = zeros_;
    for (const i64 end = done + n; done < end; done += n, first += n) {
      const i64 row = done % tile;
      n = std::min(end - done, tile - row);
      const T** const pixels = pixels_ + (done - row) * taps + row;
      for (i64 t = 0; t < taps; ++t) {
        const std::int32_t* const offsets = phase.offsets.data() + t * per_image + first;
        n == most_rows ? point_into(start, zeros, offsets, most_rows, pixels + t * tile)  // fewer branches
                       : point_into(start, zeros, offsets, n, pixels + t * tile);
      }
    }
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
        tile(n, channels_, pixels_ + i * taps + t * kernel_.rows, phase.taps.data() + t, panel, c.width, y, shift, t > 0);
      });
    }
    t += n;
  } while (t < taps);
}

template class WindowProduct<float>;
template class WindowProduct<double>;

}  // namespace pont::ad::product
