// Layers of images [B, H, W, C]: convolution, group normalisation, self-attention.
#pragma once
#include <algorithm>

#include "autodiff/convolution.hpp"
#include "nn/layers.hpp"

namespace pont::nn {

/// A map of images that may be told a vector per image: x [B, H, W, C], e [B, E].
class ImageLayer {
 public:
  virtual ~ImageLayer() = default;
  virtual ad::Var operator()(const Context&, ad::Var x, ad::Var e) const = 0;
};

/// conv(x, w) + b with a square kernel. Parameters "NAME/weight" [kernel, kernel, in, out] and "NAME/bias"
/// [out], whose fans count the taps, as in PyTorch. Throws std::invalid_argument, with the module's name, for
/// sizes below 1, and for images without `in` channels.
class Conv final {
 public:
  Conv(Parameters&, const std::string& name, ad::i64 in, ad::i64 out, ad::i64 kernel, const ad::Slide&,
       const LinearStart& = {});
  /// 3 x 3, which leaves the size of an image as it is.
  Conv(Parameters&, const std::string& name, ad::i64 in, ad::i64 out, const LinearStart& = {});
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_, path_;
  ad::i64 in_;
  ad::Slide slide_;
  ParameterId weight_, bias_;
};

/// How many groups channels are cut into: min(most, channels / least), as in Song et al. 2021 and EDM; where
/// that does not divide the channels, the largest number below it that does.
struct Groups final {
  ad::i64 most = 32, least = 4;
  double epsilon = 1e-6;

  ad::i64 of(ad::i64 channels) const;
};

/// Wu & He 2018, see ad::group_norm. Parameters "NAME/scale" (ones) and "NAME/shift" (zeros), [channels].
class GroupNorm final {
 public:
  GroupNorm(Parameters&, const std::string& name, ad::i64 channels, const Groups&);
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_;
  ad::i64 groups_;
  double epsilon_;
  ParameterId scale_, shift_;
};

/// Heads of an attention: so many, or where `channels` is positive one for that many channels, at least one.
struct Heads final {
  ad::i64 count = 1, channels = 0;

  ad::i64 of(ad::i64 all) const { return channels > 0 ? std::max<ad::i64>(1, all / channels) : count; }
};

/// How a layer of self-attention starts.
struct AttentionStart final {
  LinearStart in = {}, out = LinearStart::zero();
};

/// (x + out(attention(q, k, v))) factor, with [q, k, v] = in(norm(x)), over all pixels: Ho et al. 2020,
/// appendix B, with more than one head in OpenAI's networks. Modules "norm", "in" (C -> 3 C), "out". Throws
/// std::invalid_argument, with the module's name, unless the heads divide the channels.
class SelfAttention final : public ImageLayer {
 public:
  SelfAttention(Parameters&, const std::string& name, ad::i64 channels, const Groups&, const Heads&,
                double factor, const AttentionStart&);
  ad::Var operator()(const Context&, ad::Var x, ad::Var e) const override;

 private:
  std::string name_;
  ad::i64 heads_;
  double factor_;
  std::vector<GroupNorm> norm_;  // one
  std::vector<Linear> layers_;   // in, out
};

/// x factor, recorded only where the factor is not 1.
ad::Var scaled(ad::Var x, double factor);

}  // namespace pont::nn
