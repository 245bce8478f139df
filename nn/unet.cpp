// UNet: its modules level by level, and the way of an image down and up again.
#include "nn/unet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/image_ops.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::i64;
using ad::Var;

namespace {

/// Multiples around a length: the nearest below, if there is one, and above.
struct Nearest {
  i64 below, above;
};
Nearest nearest(i64 length, i64 multiple) {
  const i64 below = length / multiple * multiple;
  return {below, below == length ? length : below + multiple};
}

std::string size_text(i64 height, i64 width) { return fmt::format("{}x{}", height, width); }

}  // namespace

std::string size_refusal(const ImageShape& s, i64 multiple) {
  const Nearest h = nearest(s.height, multiple), w = nearest(s.width, multiple);
  if (h.above == s.height && w.above == s.width) return {};
  const std::string above = size_text(h.above, w.above);
  const bool smaller = h.below > 0 && w.below > 0;
  return fmt::format(
      "images of {} do not fit: height and width must be multiples of {}; {}{} would fit: pad by {} rows and "
      "{} columns",
      size_text(s.height, s.width), multiple, smaller ? size_text(h.below, w.below) + " and " : "", above,
      h.above - s.height, w.above - s.width);
}

namespace {

void check(const std::string& path, const ImageShape& shape, const UNetDesign& design) {
  const i64 levels = design.levels();
  const bool sound = levels > 0 && design.blocks > 0 && design.patch > 0 && design.stem > 0 &&
                     std::ranges::all_of(design.channels, [](i64 c) { return c > 0; });
  if (!sound)
    throw std::invalid_argument(
        fmt::format("unet {}: {} levels of {} blocks and patches of {} given, expected at "
                    "least one of each, and of channels",
                    path, levels, design.blocks, design.patch));
  for (const i64 level : design.attention)
    if (level < 0 || level >= levels)
      throw std::invalid_argument(
          fmt::format("unet {}: attention at level {} given, expected 0 to {}", path, level, levels - 1));
  if (const std::string refusal = size_refusal(shape, design.multiple()); !refusal.empty())
    throw std::invalid_argument(fmt::format("unet {}: {}", path, refusal));
}

EmbeddingDesign embedding_of(const UNetDesign& design) {
  EmbeddingDesign embedding = design.embedding;
  embedding.width = 4 * design.stem;
  return embedding;
}

}  // namespace

/// Registers the modules in the order in which an image passes them.
class UNet::Builder final {
 public:
  Builder(Parameters& parameters, const UNetDesign& design)
      : parameters_(parameters), design_(design), channels_(design.stem), kept_{design.stem} {}

  Stage down(i64 level, i64& input_channels) {
    Stage stage = begin("down", level);
    const Parameters::Scope scope(parameters_, stage.name);
    if (level > 0) {
      stage.change = design_.change->down(parameters_, "change", size(channels_), design_.block);
      if (design_.progressive_input) stage.input.push_back(progressive(input_channels));
      kept_.push_back(channels_);
    }
    for (i64 b = 1; b <= design_.blocks; ++b) {
      stage.steps.push_back(step(b, 0, level, attends(level)));
      kept_.push_back(channels_);
    }
    return stage;
  }

  Stage middle() {
    Stage stage{.name = "middle", .change = {}, .input = {}, .steps = {}};
    const Parameters::Scope scope(parameters_, stage.name);
    const i64 last = design_.levels() - 1;
    stage.steps.push_back(step(1, 0, last, true));
    stage.steps.push_back(step(2, 0, last, false));
    return stage;
  }

  Stage up(i64 level) {
    Stage stage = begin("up", level);
    const Parameters::Scope scope(parameters_, stage.name);
    for (i64 b = 1; b <= design_.blocks + 1; ++b) {
      const i64 beside = kept_.back();
      kept_.pop_back();
      const bool here = design_.attention_up_each || b == design_.blocks + 1;
      stage.steps.push_back(step(b, beside, level, here && attends(level)));
    }
    if (level > 0) stage.change = design_.change->up(parameters_, "change", size(channels_), design_.block);
    return stage;
  }

  i64 channels() const { return channels_; }

 private:
  static Stage begin(const char* way, i64 level) {
    return {.name = fmt::format("{}{}", way, level + 1), .change = {}, .input = {}, .steps = {}};
  }
  BlockSize size(i64 out) const { return {channels_, out, 4 * design_.stem}; }
  bool attends(i64 level) const {
    return std::ranges::find(design_.attention, level) != design_.attention.end();
  }

  Step step(i64 number, i64 beside, i64 level, bool attention) {
    const BlockStyle& style = design_.block;
    const i64 out = design_.channels[static_cast<std::size_t>(level)];
    const BlockSize size{channels_ + beside, out, 4 * design_.stem};
    Step made{std::make_unique<ResidualBlock>(parameters_, fmt::format("block{}", number), size, style), {}};
    channels_ = out;
    if (attention)
      made.attention = std::make_unique<SelfAttention>(
          parameters_, fmt::format("attention{}", number), out, style.groups, style.heads, style.factor,
          AttentionStart{style.start.attention, style.start.last});
    return made;
  }

  /// Of fir_blurred images.
  Conv progressive(i64& input_channels) {
    Conv conv(parameters_, "input", input_channels, channels_, 3, ad::Slide{.stride = {2, 2}},
              design_.block.start.layer);
    input_channels = channels_;
    return conv;
  }

  Parameters& parameters_;
  const UNetDesign& design_;
  i64 channels_;
  std::vector<i64> kept_;
};

UNet::UNet(Parameters& parameters, const std::string& name, const ImageShape& shape, i64 inputs, i64 outputs,
           const UNetDesign& design, ConditionSize condition)
    : TimeNetwork(condition),
      name_(name),
      shape_(shape),
      inputs_(inputs),
      outputs_(outputs),
      patch_(design.patch),
      factor_(design.block.factor) {
  const Parameters::Scope scope(parameters, name);
  check(parameters.scope(), shape, design);
  const i64 pixel = shape.channels * patch_ * patch_;
  i64 input_channels = inputs * pixel;
  embedding_.emplace_back(parameters, "embedding", embedding_of(design), condition);
  convs_.emplace_back(parameters, "stem", input_channels, design.stem, design.block.start.layer);
  Builder builder(parameters, design);
  for (i64 level = 0; level < design.levels(); ++level) down_.push_back(builder.down(level, input_channels));
  middle_ = builder.middle();
  for (i64 level = design.levels(); level-- > 0;) up_.push_back(builder.up(level));
  norm_.emplace_back(parameters, "norm", builder.channels(), design.block.groups);
  convs_.emplace_back(parameters, "output", builder.channels(), outputs * pixel, design.block.start.last);
}

// The progressive input is the images at first, then what was added at the level before.
Var UNet::down(const Context& context, Var x, Var e, std::vector<Var>& kept) const {
  Var h = convs_[0](context, x);
  kept.push_back(h);
  for (const Stage& stage : down_) {
    const ad::Tape::Scope scope(*x.tape, stage.name);
    if (stage.change) {
      h = (*stage.change)(context, h, e);
      for (const Conv& input : stage.input) h = x = scaled(input(context, fir_blurred(x)) + h, factor_);
      kept.push_back(h);
    }
    for (const Step& step : stage.steps) {
      h = (*step.block)(context, h, e);
      if (step.attention) h = (*step.attention)(context, h, e);
      kept.push_back(h);
    }
  }
  return h;
}

Var UNet::up(const Context& context, Var h, Var e, std::vector<Var>& kept) const {
  for (const Stage& stage : up_) {
    const ad::Tape::Scope scope(*h.tape, stage.name);
    for (const Step& step : stage.steps) {
      h = (*step.block)(context, ad::concat({h, kept.back()}, 3), e);
      kept.pop_back();
      if (step.attention) h = (*step.attention)(context, h, e);
    }
    if (stage.change) h = (*stage.change)(context, h, e);
  }
  return h;
}

Var UNet::record(const Context& context, Var u, Var t, Var y) const {
  const ad::Tape::Scope scope(*u.tape, name_);
  const Var e = embedding_[0](context, t, y, encoded(u, y));
  Var x = images_of(u, shape_, inputs_);
  if (patch_ > 1) x = ad::pixel_unshuffle(x, patch_);
  std::vector<Var> kept;
  Var h = down(context, x, e, kept);
  {
    const ad::Tape::Scope middle(*u.tape, middle_.name);
    for (const Step& step : middle_.steps) {
      h = (*step.block)(context, h, e);
      if (step.attention) h = (*step.attention)(context, h, e);
    }
  }
  h = convs_[1](context, ad::silu(norm_[0](context, up(context, h, e, kept))));
  return rows_of(patch_ > 1 ? ad::pixel_shuffle(h, patch_) : h, outputs_);
}

}  // namespace pont::nn
