// Published U-Nets, and small ones for small images, by name.
#pragma once
#include <span>
#include <string_view>

#include "nn/unet.hpp"

namespace pont::nn {

/// What the rows of a family differ in.
struct UNetSizes final {
  ad::i64 stem;
  std::vector<ad::i64> channels;
  ad::i64 blocks;
  std::vector<ad::i64> attention;  ///< levels
  double dropout = 0;
};

/// A network as published. It takes images of any size that halves as often as it has levels: its attention
/// stands at the levels where it stands for the published size, so its number of parameters depends on the
/// images' channels alone.
struct UNetPreset final {
  std::string_view name, summary;
  ImageShape image;  ///< as published
  UNetDesign (*family)(const UNetSizes&);
  UNetSizes sizes;

  UNetDesign design() const { return family(sizes); }
};

/// All rows, in the order of the documentation.
std::span<const UNetPreset> unet_presets();
/// Throws std::invalid_argument with the list of names for an unknown one.
const UNetPreset& unet_preset(std::string_view name);

}  // namespace pont::nn
