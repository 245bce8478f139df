// Attention, pooling, pixel shuffles and FIR resampling, composed of primitives.
#include "autodiff/image_ops.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

// The operation that a user called: its name and line, for what it records and for its errors.
class Called {
 public:
  Called(const char* op, const Operand& x) : op_(op), where_(x.where), place_(*x.var.tape, where_) {}

  [[noreturn]] void fail(const std::string& what) const {
    throw std::invalid_argument(fmt::format("{}: {} (at {}:{})", op_, what, where_.file_name(), where_.line()));
  }
  // The shape of an image.
  Shape image(const Operand& x) const {
    const Shape& s = x.var.shape();
    if (s.rank() != 4) fail("an image [B, H, W, C] is needed, x is " + str(s));
    return s;
  }
  // The shape of an image whose rows and columns `factor` divides.
  Shape image(const Operand& x, i64 factor) const {
    const Shape s = image(x);
    positive(factor);
    if (s[1] % factor != 0 || s[2] % factor != 0)
      fail(fmt::format("the factor {} does not divide {} rows and {} columns of {}", factor, s[1], s[2], str(s)));
    return s;
  }
  void positive(i64 factor) const {
    if (factor < 1) fail(fmt::format("the factor is {}, at least 1 is needed", factor));
  }

 private:
  const char* op_;
  std::source_location where_;
  Tape::OnBehalfOf place_;
};

// [B, H, W, C] as [B, H / f, f, W / f, f, C].
Var squares(Var x, i64 f) {
  const Shape& s = x.shape();
  return reshape(x, {s[0], s[1] / f, f, s[2] / f, f, s[3]});
}

// [B, N, C] as [B, heads, N, C / heads].
Var split_heads(Var x, i64 heads) {
  const Shape& s = x.shape();
  return permute(reshape(x, {s[0], s[1], heads, s[2] / heads}), {0, 2, 1, 3});
}

Var padded(Var x, int axis, i64 margin) {
  std::vector<i64> width(4, 0);
  width[axis] = margin;
  return pad(x, width, width);
}

// (1, 3, 3, 1) / 8 along one axis, at every second position.
Var halved(Var x, int axis) {
  const Var wide = padded(x, axis, 1);
  const Shape& s = wide.shape();
  const auto tap = [&](i64 t) {
    std::vector<i64> start(4, 0), stop(s.lengths().begin(), s.lengths().end()), step(4, 1);
    start[axis] = t;
    stop[axis] = s[axis] - 3 + t;
    step[axis] = 2;
    return slice(wide, start, stop, step);
  };
  return ((tap(0) + tap(3)) + 3 * (tap(1) + tap(2))) * 0.125;
}

// The even positions of the result see (1, 3) / 4 of the pixel before and their own, the odd ones (3, 1) / 4.
Var doubled(Var x, int axis) {
  const Shape s = x.shape();
  const Var wide = padded(x, axis, 1), own = 3 * x;
  const Var even = (slice_axis(wide, axis, 0, s[axis]) + own) * 0.25;
  const Var odd = (slice_axis(wide, axis, 2, s[axis] + 2) + own) * 0.25;
  const Shape one = s.inserting(axis + 1, 1);
  return reshape(concat({reshape(even, one), reshape(odd, one)}, axis + 1), s.with(axis, 2 * s[axis]));
}

}  // namespace

Var attention(Operand q, Operand k, Operand v, i64 heads) {
  const Called call("attention", q);
  const Shape s = q.var.shape();
  if (s.rank() != 3 || k.var.shape() != s || v.var.shape() != s)
    call.fail(fmt::format("q {}, k {} and v {} given, one shape [B, N, C] is needed for all", str(s),
                          str(k.var.shape()), str(v.var.shape())));
  if (heads < 1 || s[2] % heads != 0) call.fail(fmt::format("{} heads do not divide {} channels", heads, s[2]));
  const double width = static_cast<double>(s[2] / heads);
  const Var logits = matmul(split_heads(q * (1 / std::sqrt(width)), heads), split_heads(k.var, heads), false, true);
  return reshape(permute(matmul(softmax(logits, -1), split_heads(v.var, heads)), {0, 2, 1, 3}), s);
}

Var mean_pool(Operand x, i64 factor) {
  const Called call("mean_pool", x);
  call.image(x, factor);
  return mean(squares(x.var, factor), {2, 4});
}

Var max_pool(Operand x, i64 factor) {
  const Called call("max_pool", x);
  call.image(x, factor);
  return max(squares(x.var, factor), {2, 4});
}

Var upsample_nearest(Operand x, i64 factor) {
  const Called call("upsample_nearest", x);
  const Shape s = call.image(x);
  call.positive(factor);
  const Var wide = expand(reshape(x, {s[0], s[1], 1, s[2], 1, s[3]}), {s[0], s[1], factor, s[2], factor, s[3]});
  return reshape(wide, {s[0], s[1] * factor, s[2] * factor, s[3]});
}

Var pixel_unshuffle(Operand x, i64 factor) {
  const Called call("pixel_unshuffle", x);
  const Shape s = call.image(x, factor);
  return reshape(permute(squares(x.var, factor), {0, 1, 3, 2, 4, 5}),
                 {s[0], s[1] / factor, s[2] / factor, factor * factor * s[3]});
}

Var pixel_shuffle(Operand x, i64 factor) {
  const Called call("pixel_shuffle", x);
  const Shape s = call.image(x);
  call.positive(factor);
  const i64 pixels = factor * factor, channels = s[3] / pixels;
  if (s[3] % pixels != 0)
    call.fail(fmt::format("{} pixels, the factor {} squared, do not divide {} channels of {}", pixels, factor, s[3],
                          str(s)));
  return reshape(permute(reshape(x, {s[0], s[1], s[2], factor, factor, channels}), {0, 1, 3, 2, 4, 5}),
                 {s[0], s[1] * factor, s[2] * factor, channels});
}

Var fir_down(Operand x) {
  const Called call("fir_down", x);
  call.image(x, 2);
  return halved(halved(x.var, 1), 2);
}

Var fir_up(Operand x) {
  const Called call("fir_up", x);
  call.image(x);
  return doubled(doubled(x.var, 1), 2);
}

}  // namespace pont::ad
