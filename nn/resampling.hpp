// Changes of resolution without parameters: means and repetition, or the FIR filter of StyleGAN2.
#pragma once
#include <string_view>

#include "autodiff/tape.hpp"

namespace pont::nn {

/// Half and twice the height and width of images [B, H, W, C].
struct Resampling final {
  std::string_view name;
  ad::Var (*down)(ad::Var);
  ad::Var (*up)(ad::Var);
};

/// Means of 2 x 2 pixels, and each pixel four times (Brock et al. 2019; EDM's filter [1, 1]).
const Resampling& mean_resampling();
/// The filter (1, 3, 3, 1) / 8 along each axis (Karras et al. 2020; NCSN++).
const Resampling& fir_resampling();

/// The filter (1, 3, 3, 1) / 8 along each axis, every pixel kept, zeros outside, two of them before and after
/// the image: [B, H, W, C] to [B, H + 1, W + 1, C]. A 3 x 3 convolution of it with stride 2 and no padding is
/// the filtered convolution that NCSN++ takes images down by: the two maps commute.
ad::Var fir_blurred(ad::Var x);

}  // namespace pont::nn
