// Convolution as pad, slices, concat and matmul.
#include "autodiff/convolution.hpp"

#include "autodiff/ops.hpp"

namespace pont::ad {

i64 Slide::positions(int axis, i64 length, i64 taps) const {
  const i64 free = length + low[axis] + high[axis] - dilation[axis] * (taps - 1) - 1;
  return free < 0 ? 0 : free / stride[axis] + 1;
}

Var conv(Operand x, Operand w, const Slide& s) {
  const Shape in = x.var.shape(), kernel = w.var.shape();
  const i64 rows = s.positions(0, in[1], kernel[0]), columns = s.positions(1, in[2], kernel[1]);
  const Var padded = pad(x, {0, s.low[0], s.low[1], 0}, {0, s.high[0], s.high[1], 0});
  std::vector<Var> taps;
  for (i64 i = 0; i < kernel[0]; ++i)
    for (i64 j = 0; j < kernel[1]; ++j) {
      const i64 top = i * s.dilation[0], left = j * s.dilation[1];
      taps.push_back(slice(padded, {0, top, left, 0},
                           {in[0], top + (rows - 1) * s.stride[0] + 1, left + (columns - 1) * s.stride[1] + 1, in[3]},
                           {1, s.stride[0], s.stride[1], 1}));
    }
  const i64 depth = kernel[0] * kernel[1] * in[3];
  const Var window = reshape(concat(taps, 3), {in[0] * rows * columns, depth});
  return reshape(matmul(window, reshape(w, {depth, kernel[3]})), {in[0], rows, columns, kernel[3]});
}

}  // namespace pont::ad
