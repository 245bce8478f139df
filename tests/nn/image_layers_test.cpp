// Layers and blocks of images against plain loops.
#include <fmt/format.h>

#include <numbers>

#include "image_support.hpp"

namespace pont::nn {
namespace {

/// A module at random parameters, its image and embedding.
struct Trial {
  Parameters table{Dtype::f64};
  Tensor x, e, flat;

  Trial(i64 H, i64 W, i64 C, i64 embedding = 5)
      : x(ad::random_tensor({1, H, W, C}, image_key / "x", -1, 1)),
        e(ad::random_tensor({1, embedding}, image_key / "e", -1, 1)) {}
  template <class Module>
  Tensor run(const Module& module) {
    flat = random_parameters(table);
    ad::Tape tape;
    const std::vector<Var> views = table.views(tape.constant(flat));
    return ad::eval(module(Context{views}, tape.constant(x), tape.constant(e)));
  }
  Weights weights(const std::string& module) {
    flat = random_parameters(table);
    return Weights(table, flat, module + "/");
  }
};

TEST(ImageModules, ConvIsItsSum) {
  Trial t(5, 6, 3);
  const Conv conv(t.table, "m", 3, 4, 3, ad::Slide{.stride = {2, 2}, .high = {1, 1}});
  const Tensor y = t.run([&](const Context& c, Var x, Var) { return conv(c, x); });
  expect_near(y, naive::conv(t.weights("m"), image_of(t.x), 2, 0, 2, 3), "conv");
  EXPECT_EQ(t.table.rows()[0].fan.in, 27);
  EXPECT_EQ(t.table.rows()[0].fan.out, 36);
}

TEST(ImageModules, DownAndUpArePaddedAsTheirSources) {
  for (const i64 low : {0, 1}) {
    Trial t(4, 6, 3);
    const ConvChange change(low);
    const auto down = change.down(t.table, "down", {3, 3, 5}, {}),
               up = change.up(t.table, "up", {3, 3, 5}, {});
    expect_near(t.run(*down), naive::conv(t.weights("down"), image_of(t.x), 2, low, 2, 3), "down");
    expect_near(t.run(*up), naive::conv(t.weights("up"), naive::repeat_up(image_of(t.x))), "up");
  }
}

// As EDM has it: the convolution first, padded by 1 + 1, then the filter with stride 2.
TEST(ImageModules, TheProgressiveInputIsAFilteredConvolution) {
  Trial t(4, 6, 2);
  const Conv conv(t.table, "m", 2, 3, 3, ad::Slide{.stride = {2, 2}});
  const Tensor y = t.run([&](const Context& c, Var x, Var) { return conv(c, fir_blurred(x)); });
  const Image convolved = naive::conv(t.weights("m"), image_of(t.x), 1, 2, 6, 8),
              bias = naive::image(2, 3, 3, [&](i64, i64, i64 c) { return t.weights("m")["bias"][c]; }),
              without = naive::image(6, 8, 3, [&](i64 h, i64 w, i64 c) {
                return convolved.at(h, w, c) - t.weights("m")["bias"][c];
              });
  expect_near(y, naive::sum(naive::fir(without, 2, 0, 2, 3), bias), "progressive input");
}

TEST(ImageModules, GroupsAreThoseOfTheSources) {
  const Groups song, openai{.most = 32, .least = 1};
  for (const auto& [channels, groups] : std::vector<std::pair<i64, i64>>{
           {16, 4}, {32, 8}, {64, 16}, {128, 32}, {512, 32}, {24, 6}, {72, 18}, {144, 24}, {3, 1}})
    EXPECT_EQ(song.of(channels), groups) << channels;
  EXPECT_EQ(openai.of(64), 32);
}

TEST(ImageModules, AttentionIsItsFormula) {
  for (const i64 heads : {1, 2, 4}) {
    Trial t(2, 3, 8);
    const Groups groups{.most = 2};
    const SelfAttention attention(t.table, "m", 8, groups, {.count = heads}, 0.5, {});
    expect_near(t.run(attention), naive_attention(t.weights("m"), image_of(t.x), groups, heads, 0.5),
                fmt::format("{} heads", heads));
  }
  EXPECT_EQ((Heads{.channels = 64}).of(192), 3);
}

struct BlockRow {
  const char* name;
  const Conditioning* conditioning;
  double factor;
  i64 out;
  Var (*resample)(Var);
  bool project;
  Resample oracle;
};

TEST(ImageModules, BlocksAreTheirFormula) {
  const double half = 1 / std::numbers::sqrt2;
  const BlockRow rows[] = {
      {"additive", &additive(), 1, 4, nullptr, false, nullptr},
      {"scale and shift, other channels", &scale_shift(), 1, 8, nullptr, false, nullptr},
      {"down by means, projected", &additive(), half, 4, mean_resampling().down, true, naive::mean_down},
      {"up by repetition", &scale_shift(), 1, 4, mean_resampling().up, false, naive::repeat_up},
      {"down by FIR", &additive(), half, 4, fir_resampling().down, true, naive::fir_down},
      {"up by FIR", &additive(), half, 4, fir_resampling().up, true, naive::fir_up}};
  for (const BlockRow& row : rows) {
    Trial t(4, 2, 4);
    const BlockStyle style{.groups = {.most = 2, .least = 2, .epsilon = 1e-3},
                           .conditioning = row.conditioning,
                           .factor = row.factor};
    const ResidualBlock block(t.table, "m", {4, row.out, 5}, style, row.resample, row.project);
    expect_near(t.run(block), naive_block(t.weights("m"), image_of(t.x), vector_of(t.e), style, row.oracle),
                row.name);
  }
}

}  // namespace
}  // namespace pont::nn
