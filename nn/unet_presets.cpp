// The families of published U-Nets, and the table of presets.
#include "nn/unet_presets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace pont::nn {
namespace {

using ad::i64;

// Frequencies that a network draws once are these in all networks.
std::shared_ptr<const TimeEmbedding> fourier_of_log(i64 frequencies, double scale) {
  return std::make_shared<LogTimeEmbedding>(
      std::make_shared<GaussianFourierEmbedding>(frequencies, ad::Key::root(0) / "time embedding", scale));
}

std::shared_ptr<const TimeEmbedding> sinusoidal(i64 width, double scale, Divisor divisor, WaveOrder order) {
  return std::make_shared<SinusoidalEmbedding>(width / 2, scale, divisor, order);
}

UNetDesign sized(const UNetSizes& sizes) {
  UNetDesign design;
  design.stem = sizes.stem;
  design.channels = sizes.channels;
  design.blocks = sizes.blocks;
  design.attention = sizes.attention;
  design.block.dropout = sizes.dropout;
  return design;
}

/// Variance scaling of JAX with the mean fan, uniform, biases 0; 1e-10 of that variance at the end of blocks
/// and of the network. `inner`: the variance of 1 x 1 layers in attention (three of C to C channels here in
/// one of C to 3 C, whose fan is twice as large) and `shortcut` that of shortcuts, in the same unit.
ImageStart glorot_start(double inner, double shortcut) {
  return {.layer = {xavier_uniform(), zeros()},
          .shortcut = {xavier_uniform(std::sqrt(shortcut)), zeros()},
          .attention = {xavier_uniform(std::sqrt(2 * inner)), zeros()},
          .last = {xavier_uniform(1e-5), zeros()}};
}

// Ho et al. 2020 in the form of score_sde_pytorch, models/ddpm.py, trained on continuous times: labels are
// 999 t.
UNetDesign ddpm(const UNetSizes& sizes) {
  UNetDesign design = sized(sizes);
  design.attention_up_each = false;
  design.change = std::make_shared<ConvChange>(0);
  design.block.start = glorot_start(0.1, 0.1);
  design.embedding = {.time = sinusoidal(sizes.stem, 999, Divisor::m_minus_1, WaveOrder::sines),
                      .start = design.block.start.layer};
  return design;
}

// Ho et al. 2020, diffusion_tf/models/unet.py: attention after each block up.
UNetDesign ddpm_original(const UNetSizes& sizes) {
  UNetDesign design = ddpm(sizes);
  design.attention_up_each = true;
  design.block.start = glorot_start(1, 1);
  return design;
}

// Song et al. 2021, models/ncsnpp.py with BigGAN's blocks: resolution changes within blocks, sums over
// sqrt 2.
UNetDesign ddpmpp(const UNetSizes& sizes) {
  UNetDesign design = ddpm(sizes);
  design.change = std::make_shared<BlockChange>(mean_resampling(), true);
  design.block.factor = 1 / std::numbers::sqrt2;
  design.block.start = glorot_start(0.1, 1);
  return design;
}

// NCSN++ and CLD: FIR resampling, a progressive input, Fourier features of log time: NCSN++ gives log sigma,
// CLD log t.
UNetDesign ncsnpp(const UNetSizes& sizes) {
  UNetDesign design = ddpmpp(sizes);
  design.change = std::make_shared<BlockChange>(fir_resampling(), true);
  design.progressive_input = true;
  design.embedding.time = fourier_of_log(sizes.stem, 16);
  return design;
}

// Karras et al. 2022, training/networks.py: c_noise = log(sigma) / 4, and 9 labels of augmentations.
EmbeddingDesign edm_embedding(std::shared_ptr<const TimeEmbedding> time, const LinearStart& start) {
  return {.time = std::move(time), .classes = scaled_unit_vectors(), .start = start, .augmentations = 9};
}

UNetDesign edm_ddpmpp(const UNetSizes& sizes) {
  UNetDesign design = ddpmpp(sizes);
  design.embedding = edm_embedding(
      std::make_shared<LogTimeEmbedding>(sinusoidal(sizes.stem, 0.25, Divisor::m_minus_1, WaveOrder::sines)),
      design.block.start.layer);
  return design;
}

UNetDesign edm_ncsnpp(const UNetSizes& sizes) {
  UNetDesign design = ncsnpp(sizes);
  design.embedding = edm_embedding(fourier_of_log(sizes.stem, 16 * 0.25), design.block.start.layer);
  return design;
}

// Nichol & Dhariwal 2021, improved_diffusion/unet.py, with use_scale_shift_norm: 32 groups of any size.
UNetDesign openai(const UNetSizes& sizes) {
  UNetDesign design = sized(sizes);
  design.change = std::make_shared<ConvChange>(1);
  design.block.groups = {.most = 32, .least = 1, .epsilon = 1e-5};
  design.block.conditioning = &scale_shift();
  design.block.heads = {.count = 4};
  design.embedding.time = sinusoidal(sizes.stem, 1000, Divisor::m, WaveOrder::cosines);
  return design;
}

// Dhariwal & Nichol 2021 as in EDM, DhariwalUNet: blocks that change the resolution without a projection.
UNetDesign adm(const UNetSizes& sizes) {
  UNetDesign design = openai(sizes);
  design.change = std::make_shared<BlockChange>(mean_resampling(), false);
  design.block.heads = {.channels = 64};
  design.embedding.time =
      std::make_shared<LogTimeEmbedding>(sinusoidal(sizes.stem, 0.25, Divisor::m, WaveOrder::cosines));
  design.embedding.classes = bare_class_table();
  return design;
}

// Small nets: DDPM's blocks with few channels, attention at the lowest level, a zero start.
UNetDesign mini(const UNetSizes& sizes) {
  UNetDesign design = sized(sizes);
  design.change = std::make_shared<ConvChange>(1);
  design.embedding.time = sinusoidal(sizes.stem, 1000, Divisor::m_minus_1, WaveOrder::sines);
  return design;
}

UNetDesign mini_patches(const UNetSizes& sizes) {
  UNetDesign design = mini(sizes);
  design.patch = 2;
  return design;
}

constexpr ImageShape cifar{32, 32, 3}, celeba{256, 256, 3}, digits{28, 28, 1};

const std::vector<i64> song{128, 256, 256, 256}, huge{128, 128, 256, 256, 256, 256, 256};

}  // namespace

std::span<const UNetPreset> unet_presets() {
  static const std::vector<UNetPreset> rows{
      {"mini_14",
       "16 and 32 channels, attention at the lower level; for images near 14x14",
       {14, 14, 1},
       mini,
       {16, {16, 32}, 1, {1}}},
      {"mini_28",
       "24 and 48 channels on 2x2 patches, attention at the lower level; for images near 28x28",
       digits,
       mini_patches,
       {24, {24, 48}, 1, {1}}},
      {"ddpm_cifar", "Ho et al. 2020 as ported in score_sde_pytorch", cifar, ddpm, {128, song, 2, {1}, 0.1}},
      {"ddpm_cifar_original",
       "Ho et al. 2020, with attention after each block on the way up",
       cifar,
       ddpm_original,
       {128, song, 2, {1}, 0.1}},
      {"ddpm_celebahq256",
       "Ho et al. 2020 for 256x256",
       celeba,
       ddpm,
       {128, {128, 128, 256, 256, 512, 512}, 2, {4}}},
      {"ddpmpp_cifar", "DDPM++ continuous of Song et al. 2021", cifar, ddpmpp, {128, song, 4, {1}, 0.1}},
      {"ddpmpp_cifar_deep", "DDPM++ continuous, deep", cifar, ddpmpp, {128, song, 8, {1}, 0.1}},
      {"ncsnpp_cifar",
       "NCSN++ continuous of Song et al. 2021, told log t",
       cifar,
       ncsnpp,
       {128, song, 4, {1}, 0.1}},
      {"ncsnpp_cifar_deep", "NCSN++ continuous, deep", cifar, ncsnpp, {128, song, 8, {1}, 0.1}},
      {"cld_cifar",
       "Dockhorn et al. 2022: the deep NCSN++, for position and velocity",
       cifar,
       ncsnpp,
       {128, song, 8, {1}, 0.1}},
      {"cld_celeba256_paper", "Dockhorn et al. 2022 for 256x256", celeba, ddpmpp, {128, huge, 2, {4}, 0.1}},
      {"cld_celeba256",
       "the same after publication: four blocks a level",
       celeba,
       ddpmpp,
       {128, huge, 4, {4}, 0.1}},
      {"cld_mnist",
       "the network of cld_cifar for digits padded to 32x32",
       {32, 32, 1},
       ncsnpp,
       {128, song, 8, {1}, 0.1}},
      {"dsb_mnist",
       "de Bortoli et al. 2021, with no attention but in the middle, as their code has it",
       digits,
       openai,
       {64, {64, 128, 128}, 2, {}}},
      {"dsb_celeba64", "the same for 64x64", {64, 64, 3}, openai, {64, {64, 128, 192, 256}, 2, {}}},
      {"iddpm_cifar", "Nichol & Dhariwal 2021", cifar, openai, {128, song, 3, {1, 2}, 0.3}},
      {"edm_cifar", "Karras et al. 2022, DDPM++", cifar, edm_ddpmpp, {128, {256, 256, 256}, 4, {1}, 0.13}},
      {"edm_cifar_ncsnpp",
       "Karras et al. 2022, NCSN++",
       cifar,
       edm_ncsnpp,
       {128, {256, 256, 256}, 4, {1}, 0.13}},
      {"edm_ffhq64",
       "Karras et al. 2022, DDPM++ for 64x64",
       {64, 64, 3},
       edm_ddpmpp,
       {128, song, 4, {2}, 0.05}},
      {"adm_imagenet64",
       "ADM of Dhariwal & Nichol 2021 as in Karras et al. 2022",
       {64, 64, 3},
       adm,
       {192, {192, 384, 576, 768}, 3, {1, 2, 3}, 0.1}},
  };
  return rows;
}

const UNetPreset& unet_preset(std::string_view name) {
  const auto rows = unet_presets();
  const auto row = std::ranges::find(rows, name, &UNetPreset::name);
  if (row != rows.end()) return *row;
  std::string known;
  for (const UNetPreset& p : rows) known += fmt::format("{}{}", known.empty() ? "" : ", ", p.name);
  throw std::invalid_argument(fmt::format("u-net '{}' given, expected one of {}", name, known));
}

}  // namespace pont::nn
