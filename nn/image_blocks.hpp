// Residual blocks of U-Nets, and what stands between the levels of one.
#pragma once
#include <functional>
#include <memory>

#include "nn/image_layers.hpp"
#include "nn/resampling.hpp"

namespace pont::nn {

/// How a block is told the embedding: what becomes of h [B, H, W, C] and the normalisation after it, given
/// `told` [B, 1, 1, parts C].
struct Conditioning final {
  std::string_view name;
  ad::i64 parts;
  ad::Var (*apply)(ad::Var h, ad::Var told, const std::function<ad::Var(ad::Var)>& norm);
};

/// norm(h + told): Ho et al. 2020, appendix B.
const Conditioning& additive();
/// norm(h) (1 + scale) + shift with told = [scale, shift]: Nichol & Dhariwal 2021; Dhariwal & Nichol 2021.
const Conditioning& scale_shift();

/// How layers start: convolutions and dense layers, shortcuts of 1 x 1, attention, and what ends a block or
/// the network.
struct ImageStart final {
  LinearStart layer = {}, shortcut = {}, attention = {}, last = LinearStart::zero();
};

/// What all blocks of a network share.
struct BlockStyle final {
  Groups groups = {};
  const Conditioning* conditioning = &additive();
  double factor = 1;  ///< of every sum of a branch and its shortcut: 1, or 1/sqrt 2
  Heads heads = {};
  double dropout = 0;
  ImageStart start = {};
};

/// A block's channels in and out, and the width of the embedding.
struct BlockSize final {
  ad::i64 in, out, embedding;
};

/// (shortcut(x) + second(drop(silu(norm2(first(silu(norm1(x)))))))) factor, where `style.conditioning` tells
/// the inner normalisation told(e). Modules "norm1", "first" (3 x 3), "told" (dense), "norm2", "drop",
/// "second" (3 x 3), and "shortcut" (1 x 1) where channels change or `project` is true. `resample` acts on
/// both branches: between the first silu and "first", and before "shortcut" (BigGAN's block, Song et al.
/// 2021). e is expected after its own silu, as all sources apply one before "told".
class ResidualBlock final : public ImageLayer {
 public:
  ResidualBlock(Parameters&, const std::string& name, const BlockSize&, const BlockStyle&,
                ad::Var (*resample)(ad::Var) = nullptr, bool project = false);
  ad::Var operator()(const Context&, ad::Var x, ad::Var e) const override;

 private:
  ad::Var branch(const Context&, ad::Var x, ad::Var e) const;

  std::string name_;
  const Conditioning* conditioning_;
  double factor_;
  ad::Var (*resample_)(ad::Var);
  std::vector<GroupNorm> norms_;
  std::vector<Conv> convs_;
  std::vector<Linear> told_, shortcut_;  // one; one or none
  std::vector<Dropout> dropout_;         // one
};

/// What halves and doubles the resolution between two levels.
class LevelChange {
 public:
  virtual ~LevelChange() = default;
  virtual std::unique_ptr<ImageLayer> down(Parameters&, const std::string& name, const BlockSize&,
                                           const BlockStyle&) const = 0;
  virtual std::unique_ptr<ImageLayer> up(Parameters&, const std::string& name, const BlockSize&,
                                         const BlockStyle&) const = 0;
};

/// Down by a 3 x 3 convolution with stride 2 under the given padding, up by repeating pixels and a 3 x 3
/// convolution.
class ConvChange final : public LevelChange {
 public:
  /// Zeros above and left: 0 in Ho et al. 2020 (only below and right), 1 in OpenAI's networks.
  explicit ConvChange(ad::i64 low) : low_(low) {}
  std::unique_ptr<ImageLayer> down(Parameters&, const std::string&, const BlockSize&,
                                   const BlockStyle&) const override;
  std::unique_ptr<ImageLayer> up(Parameters&, const std::string&, const BlockSize&,
                                 const BlockStyle&) const override;

 private:
  ad::i64 low_;
};

/// A residual block that changes the resolution within; `project` as in ResidualBlock.
class BlockChange final : public LevelChange {
 public:
  BlockChange(const Resampling& resampling, bool project) : resampling_(&resampling), project_(project) {}
  std::unique_ptr<ImageLayer> down(Parameters&, const std::string&, const BlockSize&,
                                   const BlockStyle&) const override;
  std::unique_ptr<ImageLayer> up(Parameters&, const std::string&, const BlockSize&,
                                 const BlockStyle&) const override;

 private:
  const Resampling* resampling_;
  bool project_;
};

}  // namespace pont::nn
