// ResidualBlock, its two kinds of conditioning, and the changes of resolution ConvChange and BlockChange.
#include "nn/image_blocks.hpp"

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::i64;
using ad::Var;

namespace {

using Norm = std::function<Var(Var)>;

Var add_then_norm(Var h, Var told, const Norm& norm) { return norm(h + told); }

Var norm_then_scale(Var h, Var told, const Norm& norm) {
  const i64 C = h.shape()[3];
  return norm(h) * (1 + ad::slice_axis(told, 3, 0, C)) + ad::slice_axis(told, 3, C, 2 * C);
}

}  // namespace

const Conditioning& additive() {
  static const Conditioning row{"additive", 1, add_then_norm};
  return row;
}

const Conditioning& scale_shift() {
  static const Conditioning row{"scale_shift", 2, norm_then_scale};
  return row;
}

ResidualBlock::ResidualBlock(Parameters& parameters, const std::string& name, const BlockSize& size,
                             const BlockStyle& style, Var (*resample)(Var), bool project)
    : name_(name), conditioning_(style.conditioning), factor_(style.factor), resample_(resample) {
  const Parameters::Scope scope(parameters, name);
  norms_.emplace_back(parameters, "norm1", size.in, style.groups);
  convs_.emplace_back(parameters, "first", size.in, size.out, style.start.layer);
  told_.emplace_back(parameters, "told", size.embedding, conditioning_->parts * size.out, style.start.layer);
  norms_.emplace_back(parameters, "norm2", size.out, style.groups);
  dropout_.emplace_back(parameters, "drop", style.dropout);
  convs_.emplace_back(parameters, "second", size.out, size.out, style.start.last);
  if (project || size.in != size.out)
    shortcut_.emplace_back(parameters, "shortcut", size.in, size.out, style.start.shortcut);
}

Var ResidualBlock::branch(const Context& context, Var x, Var e) const {
  Var h = ad::silu(norms_[0](context, x));
  if (resample_) h = resample_(h);
  h = convs_[0](context, h);
  const Var told = told_[0](context, e);
  h = conditioning_->apply(h, ad::reshape(told, {told.shape()[0], 1, 1, told.shape()[1]}),
                           [&](Var inner) { return norms_[1](context, inner); });
  return convs_[1](context, dropout_[0](context, ad::silu(h)));
}

Var ResidualBlock::operator()(const Context& context, Var x, Var e) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  const Var h = branch(context, x, e);
  if (resample_) x = resample_(x);
  if (!shortcut_.empty()) x = shortcut_[0](context, x);
  return scaled(x + h, factor_);
}

namespace {

/// A convolution after a change of resolution, or with one.
class ResampledConv final : public ImageLayer {
 public:
  ResampledConv(Conv conv, Var (*before)(Var)) : conv_(std::move(conv)), before_(before) {}
  Var operator()(const Context& context, Var x, Var) const override {
    return conv_(context, before_ ? before_(x) : x);
  }

 private:
  Conv conv_;
  Var (*before_)(Var);
};

}  // namespace

std::unique_ptr<ImageLayer> ConvChange::down(Parameters& parameters, const std::string& name,
                                             const BlockSize& size, const BlockStyle& style) const {
  const ad::Slide halves{.stride = {2, 2}, .low = {low_, low_}, .high = {1, 1}};
  return std::make_unique<ResampledConv>(
      Conv(parameters, name, size.in, size.out, 3, halves, style.start.layer), nullptr);
}

std::unique_ptr<ImageLayer> ConvChange::up(Parameters& parameters, const std::string& name,
                                           const BlockSize& size, const BlockStyle& style) const {
  return std::make_unique<ResampledConv>(Conv(parameters, name, size.in, size.out, style.start.layer),
                                         mean_resampling().up);
}

std::unique_ptr<ImageLayer> BlockChange::down(Parameters& parameters, const std::string& name,
                                              const BlockSize& size, const BlockStyle& style) const {
  return std::make_unique<ResidualBlock>(parameters, name, size, style, resampling_->down, project_);
}

std::unique_ptr<ImageLayer> BlockChange::up(Parameters& parameters, const std::string& name,
                                            const BlockSize& size, const BlockStyle& style) const {
  return std::make_unique<ResidualBlock>(parameters, name, size, style, resampling_->up, project_);
}

}  // namespace pont::nn
