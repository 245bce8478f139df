// Flat states and images: one becomes the other.
#include "nn/image_state.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::i64;
using ad::Var;

Var images_of(Var u, const ImageShape& s, i64 blocks) {
  const ad::Shape expected{u.shape()[0], blocks * s.size()};
  if (u.shape() != expected)
    throw std::invalid_argument(
        fmt::format("image network: state {} given, expected {}: {} images of {}x{}x{}", ad::str(u.shape()),
                    ad::str(expected), blocks, s.height, s.width, s.channels));
  const i64 B = expected[0];
  if (blocks == 1) return ad::reshape(u, {B, s.height, s.width, s.channels});
  const Var apart = ad::reshape(u, {B, blocks, s.height, s.width, s.channels});
  return ad::reshape(ad::permute(apart, {0, 2, 3, 1, 4}), {B, s.height, s.width, blocks * s.channels});
}

Var rows_of(Var images, i64 blocks) {
  const ad::Shape s = images.shape();
  if (blocks == 1) return ad::reshape(images, {s[0], s.product(1, 4)});
  const Var apart = ad::reshape(images, {s[0], s[1], s[2], blocks, s[3] / blocks});
  return ad::reshape(ad::permute(apart, {0, 3, 1, 2, 4}), {s[0], s.product(1, 4)});
}

}  // namespace pont::nn
