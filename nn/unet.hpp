// The U-Net of score and drift networks for images.
#pragma once
#include "nn/image_blocks.hpp"
#include "nn/image_embedding.hpp"
#include "nn/image_state.hpp"

namespace pont::nn {

/// How a U-Net is built, whatever the size of its images; presets are rows of this.
struct UNetDesign final {
  ad::i64 stem = 0;               ///< channels of the first convolution; the embedding has four times as many
  std::vector<ad::i64> channels;  ///< of each level, full resolution first
  ad::i64 blocks = 1;             ///< of each level on the way down; one more on the way up
  std::vector<ad::i64> attention;  ///< levels with attention after each block down, 0 is full resolution
  bool attention_up_each = true;   ///< after each block up too (OpenAI), or only after the last (Song et al.)
  ad::i64 patch = 1;               ///< pixels of patch x patch squares become channels, and back at the end
  BlockStyle block = {};
  std::shared_ptr<const LevelChange> change;
  /// Each level but the first adds a convolved, FIR-filtered copy of the images: NCSN++'s progressive input.
  bool progressive_input = false;
  /// Its width is set to 4 stem.
  EmbeddingDesign embedding = {};

  ad::i64 levels() const { return static_cast<ad::i64>(channels.size()); }
  /// What height and width of an image must be multiples of: patch 2^(levels - 1).
  ad::i64 multiple() const { return patch << (levels() - 1); }
};

/// Why images of this shape do not fit, which sizes and which padding would; empty where they fit.
std::string size_refusal(const ImageShape&, ad::i64 multiple);

/// u [B, inputs H W C] and t [B] to [B, outputs H W C]: `inputs` and `outputs` are blocks of a state (2 for
/// position and velocity), which become channels in this order. Ronneberger, Fischer, Brox 2015 in the form
/// of Ho et al. 2020: the stem's output, that of each block and of each change of resolution is kept, and
/// each block on the way up reads one of them beside its input. Modules "embedding", "stem", "down1/block1",
/// "down1/attention1", "down2/change", "down2/input", "middle/...", "up1/...", "norm", "output".
class UNet final : public TimeNetwork {
 public:
  /// Throws std::invalid_argument for a design without levels, with less than one block or a level of
  /// attention that it does not have, and for images that do not halve levels - 1 times.
  UNet(Parameters&, const std::string& name, const ImageShape&, ad::i64 inputs, ad::i64 outputs,
       const UNetDesign&, ConditionSize = {});

 private:
  struct Step {
    std::unique_ptr<ImageLayer> block, attention;  // the second may be null
  };
  struct Stage {
    std::string name;
    std::unique_ptr<ImageLayer> change;  // null at full resolution
    std::vector<Conv> input;             // of the progressive input: one, or none
    std::vector<Step> steps;
  };
  class Builder;

  ad::Var record(const Context&, ad::Var u, ad::Var t, ad::Var y) const override;
  ad::Var down(const Context&, ad::Var x, ad::Var e, std::vector<ad::Var>& kept) const;
  ad::Var up(const Context&, ad::Var h, ad::Var e, std::vector<ad::Var>& kept) const;

  std::string name_;
  ImageShape shape_;
  ad::i64 inputs_, outputs_, patch_;
  double factor_;
  std::vector<ImageEmbedding> embedding_;  // one
  std::vector<Conv> convs_;                // stem, output
  std::vector<GroupNorm> norm_;            // one
  std::vector<Stage> down_, up_;           // in order of use
  Stage middle_;
};

}  // namespace pont::nn
