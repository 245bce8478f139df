// Parameter counts of the published networks, to the unit; counting allocates no parameters.
#include <map>

#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::i64;

/// A network told so many classes, of so many blocks of state in and out, and its parameters.
struct Count {
  i64 inputs, outputs, classes, parameters, frozen = 0;
};

// The sources print, or their code builds, all but five of these: score_sde_pytorch, hojonathanho/diffusion,
// CLD-SGM, diffusion_schrodinger_bridge, EDM, DiT. The five were added up apart from this library by the
// rules that give all others: with conv(k, i, o) = k k i o + o, dense(i, o) = i o + o, norm(c) = 2 c,
//   block(i, o) = norm(i) + conv(3, i, o) + dense(4 c0, o; 2 o for scale and shift) + norm(o) + conv(3, o, o)
//                 + dense(i, o) where channels change,          attention(c) = norm(c) + 4 dense(c, c).
// * cld_celeba256: the 65,466,371 of two blocks a level and, for two more at each of 7 levels
//   (two of 128 channels, five of 256),
//   down 4 block(128, 128) + 10 block(256, 256) + 2 attention(256), up 4 block(256, 128) + 10
//   block(512, 256): 4 x 361,344 + 10 x 1,312,512 + 2 x 263,680 + 4 x 541,952 + 10 x 2,034,176 = 37,607,424.
// * iddpm_cifar: six channels leave it, a mean and a variance; its authors print 52.5 million.
// * adm_imagenet64: a table of 1,000 rows of 768 for classes; its authors print 296 million.
// * dit_b_2, dit_tiny: patches dense(p p C, d), time dense(256, d) + dense(d, d), classes (n + 1) d, a block
//   18 d^2 + 15 d, the end dense(d, 2 d) + dense(d, p p C'): the formula of dit_s_2 and dit_l_2.
const std::map<std::string_view, std::vector<Count>> unets{
    {"mini_14", {{1, 1, 0, 176'849}}},
    {"mini_28", {{1, 1, 0, 396'940}}},
    {"ddpm_cifar", {{1, 1, 0, 35'218'947}}},
    {"ddpm_cifar_original", {{1, 1, 0, 35'746'307}}},
    {"ddpm_celebahq256", {{1, 1, 0, 111'569'923}}},
    {"ddpmpp_cifar", {{1, 1, 0, 61'804'419}}},
    {"ddpmpp_cifar_deep", {{1, 1, 0, 106'632'579}}},
    {"ncsnpp_cifar", {{1, 1, 0, 62'758'787, 128}}},
    {"ncsnpp_cifar_deep", {{1, 1, 0, 107'586'947, 128}}},
    {"cld_cifar", {{2, 1, 0, 107'593'859, 128}}},
    {"cld_celeba256_paper", {{2, 1, 0, 65'466'371}}},
    {"cld_celeba256", {{2, 1, 0, 103'073'795}}},
    {"cld_mnist", {{2, 1, 0, 107'582'337, 128}}},
    {"dsb_mnist", {{1, 1, 0, 6'615'361}}},
    {"dsb_celeba64", {{1, 1, 0, 20'972'867}}},
    {"iddpm_cifar", {{1, 2, 0, 52'546'438}}},
    {"edm_cifar", {{1, 1, 0, 55'733'891}, {1, 1, 10, 55'735'299}}},
    {"edm_cifar_ncsnpp", {{1, 1, 0, 56'397'827, 128}}},
    {"edm_ffhq64", {{1, 1, 0, 61'805'571}}},
    {"adm_imagenet64", {{1, 1, 1000, 295'899'267}}},
};

const std::map<std::string_view, std::vector<Count>> transformers{
    {"dit_tiny", {{1, 1, 10, 1'869'072, 49 * 128}}},
    {"dit_s_2", {{1, 2, 1000, 32'865'056, 256 * 384}}},
    {"dit_b_2", {{1, 2, 1000, 130'315'808, 256 * 768}}},
    {"dit_l_2", {{1, 2, 1000, 457'840'672, 256 * 1024}}},
};

template <class Network, class Design>
Parameters built(const Design& design, const ImageShape& image, const Count& c) {
  Parameters parameters;
  const Network net(parameters, "net", image, c.inputs, c.outputs, design, {.classes = c.classes});
  return parameters;
}

void expect_count(std::string_view name, const Parameters& parameters, const Count& count) {
  EXPECT_EQ(parameters.size(), count.parameters) << name;
  EXPECT_EQ(parameters.untrained_size(), count.frozen) << name;
}

TEST(ImageCounts, UNetsHaveThePublishedNumbersOfParameters) {
  for (const UNetPreset& preset : unet_presets()) {
    ASSERT_TRUE(unets.contains(preset.name)) << preset.name << " has no count in this test";
    for (const Count& c : unets.at(preset.name))
      expect_count(preset.name, built<UNet>(preset.design(), preset.image, c), c);
  }
  EXPECT_EQ(unets.size(), unet_presets().size());
}

TEST(ImageCounts, TransformersHaveThePublishedNumbersOfParameters) {
  for (const DiTPreset& preset : dit_presets()) {
    ASSERT_TRUE(transformers.contains(preset.name)) << preset.name << " has no count in this test";
    for (const Count& c : transformers.at(preset.name))
      expect_count(preset.name, built<DiT>(preset.design, preset.image, c), c);
  }
  EXPECT_EQ(transformers.size(), dit_presets().size());
}

TEST(ImageCounts, OfDSBForThreeChannels) {
  const Count colours{1, 1, 0, 6'617'667};
  expect_count("dsb_mnist", built<UNet>(unet_preset("dsb_mnist").design(), {28, 28, 3}, colours), colours);
}

// Attention stands at levels, so that the size of the images changes nothing.
TEST(ImageCounts, DoNotDependOnTheSizeOfTheImages) {
  for (const UNetPreset& preset : unet_presets()) {
    const Count count = unets.at(preset.name).front();
    const UNetDesign design = preset.design();
    const i64 least = design.multiple();
    expect_count(preset.name, built<UNet>(design, {least, 3 * least, preset.image.channels}, count), count);
  }
}

// Small nets of other channels, added up apart from this library.
TEST(ImageCounts, OfSmallNetsLevelByLevel) {
  const auto count = [](std::vector<i64> channels, i64 blocks, i64 patch, i64 size) {
    UNetDesign design = unet_preset("mini_14").family(
        {channels.front(), channels, blocks, {static_cast<i64>(channels.size()) - 1}});
    design.patch = patch;
    return built<UNet>(design, {size, size, 1}, {1, 1, 0, 0}).size();
  };
  EXPECT_EQ(count({16, 32}, 1, 1, 8), 176'849);
  EXPECT_EQ(count({32, 64}, 1, 1, 14), 701'345);
  EXPECT_EQ(count({32, 64}, 2, 1, 14), 1'001'729);
  EXPECT_EQ(count({32, 64}, 1, 2, 28), 703'076);
  EXPECT_EQ(count({64, 128}, 1, 2, 28), 2'796'740);
  EXPECT_EQ(count({16, 32, 64}, 1, 1, 28), 686'769);
  EXPECT_EQ(count({32, 64, 64}, 1, 1, 28), 1'112'801);
  EXPECT_EQ(count({32, 64, 128}, 1, 1, 28), 2'734'945);
}

TEST(ImageCounts, UnknownNamesAreRefused) {
  expect_refusal([] { unet_preset("ddpm"); },
                 "u-net 'ddpm' given, expected one of mini_14, mini_28, ddpm_cifar");
  expect_refusal([] { dit_preset("dit_xl"); }, "dit 'dit_xl' given, expected one of dit_tiny, dit_s_2");
}

}  // namespace
}  // namespace pont::nn
