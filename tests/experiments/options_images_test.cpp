// Networks of images from YAML: presets, what may differ from them, and the shapes they are for.
#include <gtest/gtest.h>

#include "autodiff/compile.hpp"
#include "experiments/options/networks.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"
#include "tests/experiments/options_yaml.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using ad::i64;

const NetworkSize digits{{28, 28, 1}, 1, 1};

nn::Parameters rows_of(const std::string& yaml, const NetworkSize& size = digits,
                       nn::ConditionSize condition = {}) {
  nn::Parameters parameters;
  choice_of(networks(), yaml)->build(parameters, size, condition);
  return parameters;
}
i64 count(const std::string& yaml, const NetworkSize& size = digits, nn::ConditionSize condition = {}) {
  return rows_of(yaml, size, condition).size();
}

/// What the network makes of one image while training, at weights that are all drawn.
std::vector<double> output(const std::string& yaml) {
  nn::Parameters table;
  const auto net = choice_of(networks(), yaml)->build(table, {{8, 8, 1}, 1, 1});
  ad::Tensor flat({table.size()}, ad::Dtype::f32), u({1, 64}, ad::Dtype::f32);
  ad::fill_normal(ad::Key::root(1), 0, 0, table.size(), flat.data<float>().data());
  ad::fill_normal(ad::Key::root(2), 0, 0, 64, u.data<float>().data());
  ad::Tape tape;
  const auto zero = tape.constant(ad::Tensor::scalar(i64{0}));
  const auto views = table.views(tape.constant(flat));
  const ad::Tensor y = ad::eval((*net)({views, nn::Stream{ad::Key::root(3), zero, zero}}, tape.constant(u),
                                       tape.constant(ad::Tensor::of<float>({1}, std::vector{0.5f}))));
  std::vector<double> all;
  for (i64 i = 0; i < 64; ++i) all.push_back(y.at(i));
  return all;
}

TEST(OptionsImages, PresetsAreThoseOfTheNetworks) {
  EXPECT_EQ(count("{type: unet}"), 176'849);
  EXPECT_EQ(count("{type: unet, preset: mini_28}"), 396'940);
  EXPECT_EQ(count("{type: unet, preset: ddpm_cifar}", {{32, 32, 3}, 1, 1}), 35'218'947);
  EXPECT_EQ(count("{type: unet, preset: edm_cifar}", {{32, 32, 3}, 1, 1}, {.classes = 10}), 55'735'299);
  EXPECT_EQ(count("{type: dit, preset: dit_s_2}", {{32, 32, 4}, 1, 2}, {.classes = 1000}), 32'865'056);
}

// Images of another size than the published one: attention stays at its levels.
TEST(OptionsImages, PresetsTakeImagesOfAnySizeThatHalves) {
  for (const nn::UNetPreset& preset : nn::unet_presets()) {
    const std::string yaml = "{type: unet, preset: " + std::string(preset.name) + "}";
    const i64 C = preset.image.channels, size = 2 * preset.design().multiple();
    EXPECT_EQ(count(yaml, {{size, size, C}, 1, 1}),
              count(yaml, {{preset.image.height, preset.image.width, C}, 1, 1}))
        << preset.name;
  }
}

TEST(OptionsImages, LevelByLevel) {
  EXPECT_EQ(count("{type: unet, channels: [32, 64, 128], blocks: 1, attention: [7]}"), 2'734'945);
  EXPECT_EQ(count("{type: unet, channels: [32, 64], patch: 2, attention: [7]}"), 703'076);
  EXPECT_EQ(count("{type: unet, channels: [32, 64], blocks: 2, attention: [4]}", {{8, 8, 1}, 1, 1}),
            1'001'729);
  // No attention but in the middle where channels are given: 3 layers fewer, norm + 4 dense of 128 channels.
  EXPECT_EQ(count("{type: unet, channels: [32, 64, 128]}"),
            2'734'945 - 3 * (2 * 128 + 4 * (128 * 128 + 128)));
  EXPECT_EQ(count("{type: unet, attention: [0]}"), 176'849 - 3 * (2 * 32 + 4 * (32 * 32 + 32)));
  EXPECT_EQ(count("{type: unet, embedding: {type: fourier, frequencies: 5}}"), 176'849 + (10 - 16) * 64);
  EXPECT_EQ(rows_of("{type: unet, embedding: {type: fourier, frequencies: 5}}").untrained_size(), 5);
}

TEST(OptionsImages, EveryOtherKeyChangesTheFunction) {
  const std::vector<double> plain = output("{type: unet, attention: [4]}");
  EXPECT_EQ(output("{type: unet, preset: mini_14}"), plain);
  for (const char* key :
       {"groups: 2", "heads: 4", "dropout: 0.5", "embedding: {type: sinusoidal, frequencies: 8}"})
    EXPECT_NE(output(std::string("{type: unet, attention: [4], ") + key + "}"), plain) << key;
  EXPECT_EQ(output("{type: unet, embedding: {type: sinusoidal, frequencies: 8, divisor: m-1}}"), plain);
  for (const char* key : {"order: cosines", "log: true", "scale: 10", "divisor: m"})
    EXPECT_NE(output(std::string("{type: unet, embedding: {type: sinusoidal, frequencies: 8, ") +
                     (std::string(key) == "divisor: m" ? "" : "divisor: m-1, ") + key + "}}"),
              plain)
        << key;
  const std::vector<double> tokens = output("{type: dit}");
  EXPECT_NE(output("{type: dit, heads: 2}"), tokens);
  EXPECT_EQ(count("{type: dit, width: 64, blocks: 2, patch: 2}"),
            5 * 64 + (257 + 65) * 64 + 2 * (18 * 64 * 64 + 15 * 64) + 2 * 65 * 64 + 65 * 4);
}

// Position and velocity, two outputs, three colours: only the first and the last convolution see it.
TEST(OptionsImages, ChannelsAreThoseOfTheDataAndItsBlocks) {
  const i64 plain = count("{type: unet}");
  EXPECT_EQ(count("{type: unet}", {{28, 28, 1}, 2, 1}), plain + 9 * 16);
  EXPECT_EQ(count("{type: unet}", {{28, 28, 1}, 1, 2}), plain + 9 * 16 + 1);
  EXPECT_EQ(count("{type: unet}", {{28, 28, 3}, 1, 1}), plain + 2 * (9 * 16 + 9 * 16 + 1));
}

TEST(OptionsImages, SaySizesThatFitBeforeAnythingElse) {
  EXPECT_EQ(
      message_of([] {
        count("{type: unet, preset: mini_28}", {{30, 28, 1}, 1, 1});
      }),
      "network: images of 30x28 do not fit: height and width must be multiples of 4; 28x28 and 32x28 would "
      "fit: pad by 2 rows and 0 columns; or take fewer levels (channels), or a smaller patch");
  EXPECT_EQ(message_of([] {
              count("{type: unet}", {{2}, 1, 1});
            }),
            "network: type: unet is for images, and the points have the shape [2]; expected data of images "
            "(data.type=images), or a network of points such as type: concat_mlp");
  EXPECT_EQ(
      message_of([] { count("{type: unet, attention: [168]}"); }),
      "network.attention: no level is 168 pixels high; expected some of 28, 14, or [0] for none but in the "
      "middle");
  EXPECT_EQ(message_of([] {
              count("{type: unet, preset: ddpm}");
            }).rfind("run.yaml:1:31: section.preset: got ddpm", 0),
            0u);
}

}  // namespace
}  // namespace pont::experiments
