// Layers of images: Conv, GroupNorm and SelfAttention.
#include "nn/image_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::i64;
using ad::Var;

Conv::Conv(Parameters& parameters, const std::string& name, i64 in, i64 out, i64 kernel,
           const ad::Slide& slide, const LinearStart& start)
    : name_(name), in_(in), slide_(slide) {
  const Parameters::Scope scope(parameters, name);
  path_ = parameters.scope();
  if (in < 1 || out < 1 || kernel < 1)
    throw std::invalid_argument(
        fmt::format("conv {}: {} channels to {} by a kernel of {} given, expected at least one of each",
                    path_, in, out, kernel));
  const Fan fan{kernel * kernel * in, kernel * kernel * out};
  weight_ = parameters.add("weight", {kernel, kernel, in, out}, fan, start.weight);
  bias_ = parameters.add("bias", {out}, fan, start.bias);
}

Conv::Conv(Parameters& parameters, const std::string& name, i64 in, i64 out, const LinearStart& start)
    : Conv(parameters, name, in, out, 3, ad::Slide::same(3), start) {}

Var Conv::operator()(const Context& context, Var x) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  if (x.shape().rank() != 4 || x.shape()[3] != in_)
    throw std::invalid_argument(
        fmt::format("conv {}: input {} given, expected [B, H, W, {}]", path_, ad::str(x.shape()), in_));
  return ad::conv(x, context[weight_], slide_) + context[bias_];
}

i64 Groups::of(i64 channels) const {
  i64 groups = std::max<i64>(1, std::min(most, channels / least));
  while (channels % groups != 0) --groups;
  return groups;
}

GroupNorm::GroupNorm(Parameters& parameters, const std::string& name, i64 channels, const Groups& groups)
    : name_(name), groups_(groups.of(channels)), epsilon_(groups.epsilon) {
  const Parameters::Scope scope(parameters, name);
  scale_ = parameters.add("scale", {channels}, {channels, channels}, constant(1));
  shift_ = parameters.add("shift", {channels}, {channels, channels}, zeros());
}

Var GroupNorm::operator()(const Context& context, Var x) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  return ad::group_norm(x, context[scale_], context[shift_], groups_, epsilon_);
}

Var scaled(Var x, double factor) { return factor == 1 ? x : x * factor; }

SelfAttention::SelfAttention(Parameters& parameters, const std::string& name, i64 channels,
                             const Groups& groups, const Heads& heads, double factor,
                             const AttentionStart& start)
    : name_(name), heads_(heads.of(channels)), factor_(factor) {
  const Parameters::Scope scope(parameters, name);
  if (heads_ < 1 || channels % heads_ != 0)
    throw std::invalid_argument(
        fmt::format("attention {}: {} heads given for {} channels, expected a divisor", parameters.scope(),
                    heads_, channels));
  norm_.emplace_back(parameters, "norm", channels, groups);
  layers_.emplace_back(parameters, "in", channels, 3 * channels, start.in);
  layers_.emplace_back(parameters, "out", channels, channels, start.out);
}

Var SelfAttention::operator()(const Context& context, Var x, Var) const {
  const ad::Tape::Scope scope(*x.tape, name_);
  const ad::Shape s = x.shape();
  const i64 C = s[3];
  const Var in = layers_[0](context, ad::reshape(norm_[0](context, x), {s[0], s[1] * s[2], C}));
  const auto part = [&](i64 p) { return ad::slice_axis(in, 2, p * C, (p + 1) * C); };
  const Var seen = layers_[1](context, ad::attention(part(0), part(1), part(2), heads_));
  return scaled(x + ad::reshape(seen, s), factor_);
}

}  // namespace pont::nn
