// The sections `network: {type: unet}` and `{type: dit}`: presets, and what may differ from them.
#include "experiments/options/image_networks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "experiments/options/embeddings.hpp"
#include "experiments/options/section.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"

namespace pont::options {
namespace {

using ad::i64;

template <class Presets>
std::vector<std::string> names_of(const Presets& presets) {
  std::vector<std::string> names;
  for (const auto& preset : presets) names.emplace_back(preset.name);
  return names;
}

/// Channels come from the data, never from the configuration.
nn::ImageShape image_of(const ad::Shape& point, const char* type) {
  if (point.rank() != 3)
    throw config::ConfigError(fmt::format(
        "network: type: {} is for images, and the points have the shape {}; expected data of images "
        "(data.type=images), or a network of points such as type: concat_mlp",
        type, ad::str(point)));
  return {point[0], point[1], point[2]};
}

void require_fit(const std::string& refusal, const std::string& remedy) {
  if (!refusal.empty()) throw config::ConfigError(fmt::format("network: {}; or {}", refusal, remedy));
}

struct EmbeddingKeys final {
  config::Choice<EmbeddingOptions> of{embeddings(), "sinusoidal"};
  void declare(config::Visitor& v) { of.declare(v); }
};

/// Heights of the levels, full resolution first.
std::vector<i64> heights(const nn::ImageShape& image, i64 patch, std::size_t levels) {
  std::vector<i64> all;
  for (std::size_t l = 0; l < levels; ++l) all.push_back(image.height / (patch << l));
  return all;
}

/// The levels of these heights; [0] are none.
std::vector<i64> levels_at(const std::vector<std::int64_t>& sizes, const std::vector<i64>& heights) {
  std::vector<i64> levels;
  if (sizes == std::vector<std::int64_t>{0}) return levels;
  for (const std::int64_t size : sizes) {
    const auto level = std::ranges::find(heights, size);
    if (level == heights.end())
      throw config::ConfigError(fmt::format(
          "network.attention: no level is {} pixels high; expected some of {}, or [0] for none but "
          "in the middle",
          size, fmt::join(heights, ", ")));
    levels.push_back(level - heights.begin());
  }
  return levels;
}

struct UNet final : NetworkOptions {
  std::string preset = "mini_14";
  std::vector<std::int64_t> channels, attention;
  std::int64_t blocks = 0, patch = 0, groups = 0, heads = 0;
  double dropout = -1;
  std::optional<EmbeddingKeys> embedding;

  void declare(config::Visitor& v) override {
    v.key("preset", preset,
          "the network that all other keys start from, for images of any size; its attention stands at the "
          "levels where it stands for the size it was published for",
          {.one_of = names_of(nn::unet_presets())});
    v.key("channels", channels,
          "of each level, full resolution first; each further level halves height and width. Empty: as the "
          "preset",
          {.unit = "channels", .range = config::between(1, 65536), .length = config::between(0, 16)});
    v.key("blocks", blocks,
          "residual blocks of each level on the way down, one more on the way up; 0: as the preset",
          {.unit = "blocks", .range = config::between(0, 1000)});
    v.key("attention", attention,
          "heights of the levels whose blocks are followed by attention, counted in patches; [0]: none but "
          "in the middle. Empty: as the preset, and none where channels are given",
          {.unit = "pixels", .range = config::between(0, 65536), .length = config::between(0, 16)});
    v.key("patch", patch,
          "squares of patch x patch pixels become channels, and pixels again at the end; 0: as the preset",
          {.unit = "pixels", .range = config::between(0, 64)});
    v.key("groups", groups, "most groups of a group normalisation; 0: as the preset",
          {.unit = "groups", .range = config::between(0, 1024)});
    v.key("heads", heads, "heads of each attention; 0: as the preset",
          {.unit = "heads", .range = config::between(0, 1024)});
    v.key("dropout", dropout, "share of values that training drops in each block; -1: as the preset",
          {.range = {.low = -1, .high = 1, .high_open = true}});
    v.check(dropout == -1 || dropout >= 0, {"dropout"}, "a share below 0",
            "0 for none, or -1 for the preset's");
    v.optional("embedding", embedding, "how blocks are told the time; null: as the preset");
  }

  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    const nn::ImageShape image = image_of(size.point, "unet");
    return in_section("network", [&] {
      return std::make_unique<nn::UNet>(parameters, network_scope, image, size.inputs, size.outputs,
                                        design(image), condition);
    });
  }

 private:
  nn::UNetSizes sizes(const nn::UNetPreset& from) const {
    nn::UNetSizes sizes = from.sizes;
    if (!channels.empty()) {
      sizes.channels.assign(channels.begin(), channels.end());
      sizes.stem = channels.front();
      sizes.attention = {};
    }
    if (blocks > 0) sizes.blocks = blocks;
    if (dropout >= 0) sizes.dropout = dropout;
    return sizes;
  }

  nn::UNetDesign design(const nn::ImageShape& image) const {
    const nn::UNetPreset& from = nn::unet_preset(preset);
    nn::UNetDesign design = from.family(sizes(from));
    if (patch > 0) design.patch = patch;
    if (groups > 0) design.block.groups.most = groups;
    if (heads > 0) design.block.heads = {.count = heads};
    if (embedding) design.embedding.time = embedding->of->build();
    require_fit(nn::size_refusal(image, design.multiple()),
                "take fewer levels (channels), or a smaller patch");
    if (!attention.empty())
      design.attention = levels_at(attention, heights(image, design.patch, design.channels.size()));
    return design;
  }
};

struct DiT final : NetworkOptions {
  std::string preset = "dit_tiny";
  std::int64_t patch = 0, width = 0, blocks = 0, heads = 0;

  void declare(config::Visitor& v) override {
    v.key("preset", preset, "the network that all other keys start from, for images of any size",
          {.one_of = names_of(nn::dit_presets())});
    v.key("patch", patch, "squares of patch x patch pixels are the tokens; 0: as the preset",
          {.unit = "pixels", .range = config::between(0, 64)});
    v.key("width", width, "numbers of a token, a multiple of 4 and of the heads; 0: as the preset",
          {.unit = "numbers", .range = config::between(0, 65536)});
    v.key("blocks", blocks, "blocks of attention and perceptron; 0: as the preset",
          {.unit = "blocks", .range = config::between(0, 1000)});
    v.key("heads", heads, "heads of each attention; 0: as the preset",
          {.unit = "heads", .range = config::between(0, 1024)});
  }

  std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize& size,
                                         nn::ConditionSize condition) const override {
    const nn::ImageShape image = image_of(size.point, "dit");
    nn::DiTDesign design = nn::dit_preset(preset).design;
    if (patch > 0) design.patch = patch;
    if (width > 0) design.width = width;
    if (blocks > 0) design.blocks = blocks;
    if (heads > 0) design.heads = heads;
    require_fit(nn::size_refusal(image, design), "take another patch");
    return in_section("network", [&] {
      return std::make_unique<nn::DiT>(parameters, network_scope, image, size.inputs, size.outputs, design,
                                       condition);
    });
  }
};

}  // namespace

config::Row<NetworkOptions> unet_row() {
  return config::row<NetworkOptions, UNet>("unet",
                                           "convolutions over images at several resolutions, by preset");
}

config::Row<NetworkOptions> dit_row() {
  return config::row<NetworkOptions, DiT>("dit", "a transformer over patches of images, by preset");
}

}  // namespace pont::options
