// Resampling rows and the FIR filter at full resolution.
#include "nn/resampling.hpp"

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::Var;

const Resampling& mean_resampling() {
  static const Resampling row{"mean", [](Var x) { return ad::mean_pool(x, 2); },
                              [](Var x) { return ad::upsample_nearest(x, 2); }};
  return row;
}

const Resampling& fir_resampling() {
  static const Resampling row{"fir", [](Var x) { return ad::fir_down(x); },
                              [](Var x) { return ad::fir_up(x); }};
  return row;
}

// (1, 3, 3, 1) / 8 is (1, 1) / 2 three times.
Var fir_blurred(Var x) {
  Var y = ad::pad(x, {0, 2, 2, 0}, {0, 2, 2, 0});
  for (const int axis : {1, 2})
    for (int times = 0; times < 3; ++times) {
      const ad::i64 n = y.shape()[axis];
      y = (ad::slice_axis(y, axis, 0, n - 1) + ad::slice_axis(y, axis, 1, n)) * 0.5;
    }
  return y;
}

}  // namespace pont::nn
