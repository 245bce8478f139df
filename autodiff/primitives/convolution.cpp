// Convolution and its two transposes: products whose left factor is read through a window.
#include "autodiff/convolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {

// A slide is checked before: nothing overflows for shapes that exist.
i64 Slide::positions(int axis, i64 length, i64 taps) const {
  const i64 free = length + low[axis] + high[axis] - dilation[axis] * (taps - 1) - 1;
  return free < 0 ? 0 : free / stride[axis] + 1;
}

namespace {

using Pair = Slide::Pair;

// Attribute of the three primitives: `size` is what the operands do not tell, the image of conv_input or the taps of
// conv_weight.
struct Sliding {
  Slide slide;
  Pair size;
  bool operator==(const Sliding&) const = default;
};

constexpr i64 longest = std::numeric_limits<std::int32_t>::max();
constexpr const char* axis_names[] = {"height", "width"};

void require_slide(const Slide& s, Pair taps) {
  for (int a = 0; a < 2; ++a) {
    if (s.stride[a] < 1 || s.dilation[a] < 1 || s.stride[a] > longest || s.dilation[a] > longest || taps[a] < 1)
      throw std::invalid_argument(fmt::format("stride {}, dilation {} and {} taps along the {}; expected 1 or more of each",
                                              s.stride[a], s.dilation[a], taps[a], axis_names[a]));
    const i64 reach = s.dilation[a] * (taps[a] - 1) + 1;
    if (s.low[a] < 0 || s.high[a] < 0 || s.low[a] >= reach || s.high[a] >= reach)
      throw std::invalid_argument(fmt::format(
          "{} zeros before and {} after the image along the {}; expected 0 to {}, for a kernel that reaches over {} pixels",
          s.low[a], s.high[a], axis_names[a], reach - 1, reach));
  }
}

// Positions of the kernel, checked.
Pair positions_of(const Slide& s, Pair image, Pair taps) {
  require_slide(s, taps);
  Pair n;
  for (int a = 0; a < 2; ++a)
    if (n[a] = s.positions(a, image[a], taps[a]); n[a] < 1)
      throw std::invalid_argument(fmt::format(
          "a kernel of {} taps {} pixels apart does not fit in {} pixels of {} with {} and {} zeros around them", taps[a],
          s.dilation[a], image[a], axis_names[a], s.low[a], s.high[a]));
  return n;
}

void require_images(std::span<const Var> in) {
  for (const Var& v : in)
    if (v.shape().rank() != 4 || v.shape().size() == 0 || v.dtype() != in[0].dtype() || !is_real(v.dtype()))
      throw std::invalid_argument(fmt::format(
          "{} {} and {} {} given; two equal real types are needed, images [B, H, W, C], weights [kh, kw, Ci, Co]",
          name_of(in[0].dtype()), str(in[0].shape()), name_of(in[1].dtype()), str(in[1].shape())));
  for (const Var& v : in)
    if (v.shape().size() / v.shape()[0] > longest)
      throw std::invalid_argument(str(v.shape()) + ": an image of 2^31 elements or more");
}

Pair image_of(const Shape& s) { return {s[1], s[2]}; }
Pair taps_of(const Shape& w) { return {w[0], w[1]}; }

void require_channels(const Shape& x, i64 channels, const Shape& w) {
  if (x[3] != channels)
    throw std::invalid_argument(fmt::format("{} has {} channels, the weights {} are made for {}", str(x), x[3], str(w),
                                            channels));
}

void require_positions(const Shape& g, i64 images, Pair n) {
  if (g[0] != images || image_of(g) != n)
    throw std::invalid_argument(
        fmt::format("{} given for the positions of the kernel, expected [{}, {}, {}, C]", str(g), images, n[0], n[1]));
}

TensorType convolved(std::span<const Var> in, const Attr& attr) {
  require_images(in);
  const Shape &x = in[0].shape(), &w = in[1].shape();
  require_channels(x, w[2], w);
  const Pair n = positions_of(attr.as<Sliding>().slide, image_of(x), taps_of(w));
  return {{x[0], n[0], n[1], w[3]}, in[0].dtype()};
}
TensorType transposed(std::span<const Var> in, const Attr& attr) {
  require_images(in);
  const Shape &g = in[0].shape(), &w = in[1].shape();
  const auto& [slide, size] = attr.as<Sliding>();
  require_channels(g, w[3], w);
  require_positions(g, g[0], positions_of(slide, size, taps_of(w)));
  return {{g[0], size[0], size[1], w[2]}, in[0].dtype()};
}
TensorType correlated(std::span<const Var> in, const Attr& attr) {
  require_images(in);
  const Shape &x = in[0].shape(), &g = in[1].shape();
  const auto& [slide, size] = attr.as<Sliding>();
  require_positions(g, x[0], positions_of(slide, image_of(x), size));
  return {{size[0], size[1], x[3], g[3]}, in[0].dtype()};
}

// Each is linear in both operands, and the other two are its transposes.
Var convolved_vjp(const Rule& r, int i) {
  const Slide& s = r.attr.as<Sliding>().slide;
  const Shape &x = r.in[0].shape(), &w = r.in[1].shape();
  return i == 0 ? conv_input(r.g, r.in[1], x[1], x[2], s) : conv_weight(r.in[0], r.g, w[0], w[1], s);
}
Var transposed_vjp(const Rule& r, int i) {
  const Slide& s = r.attr.as<Sliding>().slide;
  const Shape& w = r.in[1].shape();
  return i == 0 ? conv(r.g, r.in[1], s) : conv_weight(r.g, r.in[0], w[0], w[1], s);
}
Var correlated_vjp(const Rule& r, int i) {
  const Slide& s = r.attr.as<Sliding>().slide;
  const Shape& x = r.in[0].shape();
  return i == 0 ? conv_input(r.in[1], r.g, x[1], x[2], s) : conv(r.in[0], r.g, s);
}

// The window of a kernel that slides over x, and that of its transpose, which slides over the positions.
Window sliding(const Shape& x, Pair positions, Pair taps, const Slide& s) {
  return {x[0], x[3], image_of(x), positions, taps, s.stride, {-s.low[0], -s.low[1]}, s.dilation, {1, 1}};
}
Window sliding_back(const Shape& g, Pair image, Pair taps, const Slide& s) {
  return {g[0], g[3], image_of(g), image, taps, {1, 1}, s.low, {-s.dilation[0], -s.dilation[1]}, s.stride};
}

// A kernel of one tap that sees every pixel once is the product itself. The gradient in weights is faster through the
// window, which reads few positions at a time.
void emit_product(Lowering& low, int id, const Window& w, bool transpose_a, bool transpose_b, i64 N) {
  const GraphNode& n = low.node(id);
  const bool plain = !transpose_a && w.taps == Pair{1, 1} && w.positions == w.image && w.multiply == w.divide;
  Gemm g{n.dtype, transpose_a, transpose_b, 1, w.rows(), N, w.depth()};
  if (transpose_a) std::swap(g.M, g.K);
  if (!plain) g.window = WindowTable::of(w);
  low.emit(std::move(g), 1, {id, n.in[0], n.in[1]}, n.origin);
}

void lower_convolved(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape &x = low.shape(n.in[0]), &w = low.shape(n.in[1]);
  emit_product(low, id, sliding(x, image_of(n.shape), taps_of(w), n.attr->as<Sliding>().slide), false, false, w[3]);
}
void lower_transposed(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape &g = low.shape(n.in[0]), &w = low.shape(n.in[1]);
  emit_product(low, id, sliding_back(g, image_of(n.shape), taps_of(w), n.attr->as<Sliding>().slide), false, true, w[2]);
}
void lower_correlated(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape &x = low.shape(n.in[0]), &g = low.shape(n.in[1]);
  emit_product(low, id, sliding(x, image_of(g), taps_of(n.shape), n.attr->as<Sliding>().slide), true, false, g[3]);
}

AttrFields convolved_fields(const Attr& attr) {
  const Slide& s = attr.as<Sliding>().slide;
  const auto pair = [](const Pair& p) { return std::vector<double>(p.begin(), p.end()); };
  return {{"stride", pair(s.stride)}, {"low", pair(s.low)}, {"high", pair(s.high)}, {"dilation", pair(s.dilation)}};
}

constexpr Primitive rows[] = {
    {.name = "conv",
     .infer = convolved,
     .vjp = convolved_vjp,
     .lower = lower_convolved,
     .fields = convolved_fields},
    {"conv_input", transposed, transposed_vjp, lower_transposed},
    {"conv_weight", correlated, correlated_vjp, lower_correlated},
};

}  // namespace

std::span<const Primitive> convolution_primitives() { return rows; }

Var conv(Operand x, Operand w, const Slide& slide) { return record(rows[0], {x, w}, Sliding{slide, {}}); }
Var conv_input(Operand g, Operand w, i64 height, i64 width, const Slide& slide) {
  return record(rows[1], {g, w}, Sliding{slide, {height, width}});
}
Var conv_weight(Operand x, Operand g, i64 kh, i64 kw, const Slide& slide) {
  return record(rows[2], {x, g}, Sliding{slide, {kh, kw}});
}

}  // namespace pont::ad
