// How a photograph is to be turned: cameras write it into the file and leave the pixels as they lie.
#pragma once
#include <cstddef>
#include <span>

#include "autodiff/tensor.hpp"

namespace pont::data {

/// The orientation 1 to 8 that the Exif part of a JPEG file states (CIPA DC-008, tag 0x0112); 1, nothing to
/// turn, where there is none or it cannot be read.
int exif_orientation(std::span<const std::byte> jpeg);

/// A picture [height, width, channels] of bytes as it is to be seen: for orientation 6, of a camera held
/// upright, turned by a quarter to the right. Throws std::out_of_range for another than 1 to 8.
ad::Tensor upright(const ad::Tensor& picture, int orientation);

}  // namespace pont::data
