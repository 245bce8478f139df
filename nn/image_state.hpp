// The way between a network's flat state and images.
#pragma once
#include "autodiff/tape.hpp"

namespace pont::nn {

struct ImageShape final {
  ad::i64 height, width, channels;

  ad::i64 size() const { return height * width * channels; }
  bool operator==(const ImageShape&) const = default;
};

/// Rows u [B, blocks H W C], each of `blocks` images one after the other (position, then velocity), as images
/// [B, H, W, blocks C] whose first C channels are those of the first block. Throws std::invalid_argument for
/// rows of another length.
ad::Var images_of(ad::Var u, const ImageShape&, ad::i64 blocks);
/// The inverse.
ad::Var rows_of(ad::Var images, ad::i64 blocks);

}  // namespace pont::nn
