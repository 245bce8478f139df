// Diffusion transformers: images as tokens of patches.
#pragma once
#include <span>
#include <string_view>

#include "nn/image_embedding.hpp"
#include "nn/image_state.hpp"

namespace pont::nn {

struct DiTDesign final {
  ad::i64 patch = 2, width = 384, blocks = 12, heads = 6;
  double scale = 1000;  ///< of the time before its sines and cosines
};

/// Why images of this shape do not fit the patches; empty where they do.
std::string size_refusal(const ImageShape&, const DiTDesign&);

/// Peebles & Xie 2023, DiT with adaLN-Zero. Patches of patch x patch pixels become tokens of `width` numbers
/// by a dense layer, plus fixed sines and cosines of their place (the untrained row "places"); then per block
///   x += a1 attention(norm(x) (1 + s1) + h1),  x += a2 mlp(norm(x) (1 + s2) + h2),
/// [h1, s1, a1, h2, s2, a2] = told(e), e from time (256 waves) and class; last a dense layer back to pixels,
/// of norm(x) (1 + s) + h. Layer normalisations have no parameters of their own; "told" and the last layer
/// start at zero. u [B, inputs H W C], t [B] to [B, outputs H W C] as in UNet.
class DiT final : public TimeNetwork {
 public:
  /// Throws std::invalid_argument for sizes below 1, a width that is no multiple of 4 and of the heads, and
  /// images that are not whole patches.
  DiT(Parameters&, const std::string& name, const ImageShape&, ad::i64 inputs, ad::i64 outputs,
      const DiTDesign&, ConditionSize = {});

 private:
  struct Block {
    std::string name;
    std::vector<Linear> layers;  // in, out, first, second, told
  };

  ad::Var record(const Context&, ad::Var u, ad::Var t, ad::Var y) const override;
  ad::Var block(const Context&, const Block&, ad::Var x, ad::Var e) const;

  std::string name_;
  ImageShape shape_;
  ad::i64 inputs_, outputs_;
  DiTDesign design_;
  std::vector<ImageEmbedding> embedding_;  // one
  UntrainedId places_;
  std::vector<Linear> ends_;  // patches, told, output
  std::vector<Block> blocks_;
};

struct DiTPreset final {
  std::string_view name, summary;
  ImageShape image;  ///< as published
  DiTDesign design;
};

/// All rows, in the order of the documentation.
std::span<const DiTPreset> dit_presets();
/// Throws std::invalid_argument with the list of names for an unknown one.
const DiTPreset& dit_preset(std::string_view name);

}  // namespace pont::nn
