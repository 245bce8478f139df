// Layers, blocks and whole networks of images: values against plain loops, gradients at two orders.
#include <fmt/format.h>

#include <numbers>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "naive_image.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"
#include "refusal.hpp"
#include "tests/autodiff/check_vjp.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;
using ad::Key;
using ad::Tensor;
using ad::Var;
using naive::Image;
using naive::Vector;
using naive::Weights;

const Key key = Key::root(17) / "image modules";

Tensor random_parameters(const Parameters& table, double reach = 1) {
  return ad::random_tensor({table.size()}, key / "parameters", -reach, reach);
}

/// Rows of a tensor [B, H, W, C] as images.
Image image_of(const Tensor& x, i64 row = 0) {
  const ad::Shape s = x.shape();
  return naive::image(s[1], s[2], s[3],
                      [&](i64 h, i64 w, i64 c) { return x.at(((row * s[1] + h) * s[2] + w) * s[3] + c); });
}
Vector vector_of(const Tensor& x) {
  Vector v;
  for (i64 i = 0; i < x.shape().size(); ++i) v.push_back(x.at(i));
  return v;
}

void expect_near(const Tensor& y, const Image& oracle, const std::string& name) {
  ASSERT_EQ(y.shape().size(), oracle.H * oracle.W * oracle.C) << name;
  double scale = 1;
  for (const double v : oracle.values) scale = std::max(scale, std::abs(v));
  for (i64 i = 0; i < y.shape().size(); ++i)
    ASSERT_NEAR(y.at(i), oracle.values[static_cast<std::size_t>(i)], 1e-12 * scale)
        << name << ", element " << i;
}

/// A module at random parameters, its image and embedding.
struct Trial {
  Parameters table{Dtype::f64};
  Tensor x, e, flat;

  Trial(i64 H, i64 W, i64 C, i64 embedding = 5)
      : x(ad::random_tensor({1, H, W, C}, key / "x", -1, 1)),
        e(ad::random_tensor({1, embedding}, key / "e", -1, 1)) {}
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

Image naive_attention(const Weights& p, const Image& x, const Groups& groups, i64 heads, double factor) {
  const Image in = naive::dense(p.in("in"), naive::norm(p.in("norm"), x, groups.of(x.C), groups.epsilon));
  return naive::sum(x, naive::dense(p.in("out"), naive::attended(in, heads)), factor);
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

using Resample = Image (*)(const Image&);

Image naive_block(const Weights& p, Image x, const Vector& e, const BlockStyle& style, Resample resample) {
  const auto norm = [&](const char* name, const Image& h) {
    return naive::norm(p.in(name), h, style.groups.of(h.C), style.groups.epsilon);
  };
  Image h = naive::each(norm("norm1", x), naive::silu);
  if (resample) h = resample(h), x = resample(x);
  h = naive::conv(p.in("first"), h);
  const Vector told = naive::dense(p.in("told"), e);
  const bool scaled = style.conditioning == &scale_shift();
  const auto part = [&](i64 c) { return told[static_cast<std::size_t>(c)]; };
  if (!scaled) h = naive::image(h.H, h.W, h.C, [&](i64 i, i64 j, i64 c) { return h.at(i, j, c) + part(c); });
  h = norm("norm2", h);
  if (scaled)
    h = naive::image(h.H, h.W, h.C,
                     [&](i64 i, i64 j, i64 c) { return h.at(i, j, c) * (1 + part(c)) + part(h.C + c); });
  h = naive::conv(p.in("second"), naive::each(h, naive::silu));
  return naive::sum(p.has("shortcut/weight") ? naive::dense(p.in("shortcut"), x) : x, h, style.factor);
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

// ---- whole networks ---------------------------------------------------------------------------------------

/// Small ones of each family: channels 4 and 8, one block, attention at the lower level.
struct Family {
  std::string name;
  UNetDesign design;
};
std::vector<Family> families() {
  std::vector<Family> all;
  for (const char* name : {"mini_14", "mini_28", "ddpm_cifar", "ddpm_cifar_original", "ddpmpp_cifar",
                           "ncsnpp_cifar", "iddpm_cifar", "edm_cifar", "edm_cifar_ncsnpp", "adm_imagenet64"})
    all.push_back({name, unet_preset(name).family({4, {4, 8}, 1, {1}, 0.25})});
  return all;
}

constexpr ImageShape small{4, 4, 1};

/// Outputs for rows of states at given parameters.
Tensor output(const TimeNetwork& net, const Parameters& table, const Tensor& flat, const Tensor& u,
              const Tensor& t, const std::vector<i64>& y = {}) {
  ad::Tape tape;
  const std::vector<Var> views = table.views(tape.constant(flat), tape.constant(table.initial_untrained()));
  const Var told = y.empty() ? Var{} : tape.constant(Tensor::of({static_cast<i64>(y.size())}, y));
  return ad::eval(net(Context{views}, tape.constant(u), tape.constant(t), told));
}

Tensor states(i64 rows, i64 columns) { return ad::random_tensor({rows, columns}, key / "u", -1, 1); }
Tensor times(i64 rows) { return ad::random_tensor({rows}, key / "t", 0.2, 0.9); }

/// e of ImageEmbedding with a table of classes.
Vector naive_embedding(const Weights& p, double t, i64 m, i64 y) {
  Vector waves;
  for (const bool sine : {true, false})
    for (i64 j = 0; j < m; ++j) {
      const double angle = 1000 * t * std::pow(10000.0, -static_cast<double>(j) / static_cast<double>(m - 1));
      waves.push_back(sine ? std::sin(angle) : std::cos(angle));
    }
  Vector e = naive::dense(p.in("second"), naive::each(naive::dense(p.in("first"), waves), naive::silu));
  const i64 width = static_cast<i64>(e.size());
  for (i64 i = 0; i < width; ++i) e[static_cast<std::size_t>(i)] += p["class/table"][y * width + i];
  return naive::each(e, naive::silu);
}

Image joined(const Image& a, const Image& b) {
  return naive::image(a.H, a.W, a.C + b.C,
                      [&](i64 h, i64 w, i64 c) { return c < a.C ? a.at(h, w, c) : b.at(h, w, c - a.C); });
}

/// Two levels, one block, attention at the lower one: the modules in the order in which an image passes them.
Image naive_unet(const Weights& p, const Image& x, const Vector& e, const UNetDesign& d) {
  const auto block = [&](const std::string& name, const Image& h) {
    return naive_block(p.in(name), h, e, d.block, nullptr);
  };
  const auto attend = [&](const std::string& name, const Image& h) {
    return naive_attention(p.in(name), h, d.block.groups, 1, d.block.factor);
  };
  const Image stem = naive::conv(p.in("stem"), x), one = block("down1/block1", stem),
              half = naive::conv(p.in("down2/change"), one, 2, 1, one.H / 2, one.W / 2),
              two = attend("down2/attention1", block("down2/block1", half));
  Image h = block("middle/block2", attend("middle/attention1", block("middle/block1", two)));
  h = attend("up2/attention1", block("up2/block1", joined(h, two)));
  h = attend("up2/attention2", block("up2/block2", joined(h, half)));
  h = naive::conv(p.in("up2/change"), naive::repeat_up(h));
  h = block("up1/block2", joined(block("up1/block1", joined(h, one)), stem));
  h = naive::each(naive::norm(p.in("norm"), h, d.block.groups.of(h.C), d.block.groups.epsilon), naive::silu);
  return naive::conv(p.in("output"), h);
}

// Position, then velocity, of a 8x4 image with two channels, in patches of 2x2; the velocity comes out.
TEST(ImageNetworks, AUNetIsItsFormula) {
  const ImageShape shape{8, 4, 2};
  const UNetDesign design = unet_preset("mini_28").family({4, {4, 8}, 1, {1}});
  Parameters table(Dtype::f64);
  const UNet net(table, "net", shape, 2, 1, design, {.classes = 3});
  const Tensor flat = random_parameters(table), u = states(1, 128), t = times(1);
  const Image x = naive::image(4, 2, 16, [&](i64 h, i64 w, i64 c) {  // channel (i 2 + j) 4 + 2 block + colour
    const i64 row = 2 * h + c / 8, column = 2 * w + c / 4 % 2, block = c / 2 % 2;
    return u.at(((block * 8 + row) * 4 + column) * 2 + c % 2);
  });
  const Weights p(table, flat, "net/");
  for (const i64 y : {0, 2, 3}) {
    const Image inner = naive_unet(p, x, naive_embedding(p.in("embedding"), t.at(0), 2, y), design);
    const Image outer = naive::image(
        8, 4, 2, [&](i64 h, i64 w, i64 c) { return inner.at(h / 2, w / 2, (h % 2 * 2 + w % 2) * 2 + c); });
    expect_near(output(net, table, flat, u, t, {y}), outer, fmt::format("class {}", y));
    if (y == 3) expect_near(output(net, table, flat, u, t), outer, "class not known");
  }
}

TEST(ImageNetworks, ADiTIsItsFormula) {
  const ImageShape shape{4, 4, 1};
  Parameters table(Dtype::f64);
  const DiT net(table, "net", shape, 1, 1, {.patch = 2, .width = 8, .blocks = 1, .heads = 2});
  const Tensor flat = random_parameters(table), u = states(1, 16), t = times(1);
  const Weights p(table, flat, "net/"), b = p.in("block1");
  Vector waves;
  for (const bool sine : {false, true})
    for (int j = 0; j < 128; ++j) {
      const double angle = 1000 * t.at(0) * std::pow(10000.0, -j / 128.0);
      waves.push_back(sine ? std::sin(angle) : std::cos(angle));
    }
  const Weights embedding = p.in("embedding");
  const Vector e =
      naive::each(naive::dense(embedding.in("second"),
                               naive::each(naive::dense(embedding.in("first"), waves), naive::silu)),
                  naive::silu);
  const auto modulated = [](const Image& x, const Vector& told, i64 shift, i64 scale) {
    return naive::image(x.H, x.W, x.C, [&](i64 h, i64 w, i64 c) {
      double mean = 0, variance = 0;
      for (i64 i = 0; i < x.C; ++i) mean += x.at(h, w, i) / static_cast<double>(x.C);
      for (i64 i = 0; i < x.C; ++i)
        variance += (x.at(h, w, i) - mean) * (x.at(h, w, i) - mean) / static_cast<double>(x.C);
      const auto part = [&](i64 n) { return told[static_cast<std::size_t>(n * x.C + c)]; };
      return (x.at(h, w, c) - mean) / std::sqrt(variance + 1e-6) * (1 + part(scale)) + part(shift);
    });
  };
  const auto gated = [](const Image& x, const Image& h, const Vector& told, i64 gate) {
    return naive::image(x.H, x.W, x.C, [&](i64 i, i64 j, i64 c) {
      return x.at(i, j, c) + told[static_cast<std::size_t>(gate * x.C + c)] * h.at(i, j, c);
    });
  };
  const auto gelu = [](double x) {
    return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
  };
  Image x = naive::dense(p.in("patches"), naive::image(2, 2, 4, [&](i64 h, i64 w, i64 c) {
                           return u.at((2 * h + c / 2) * 4 + 2 * w + c % 2);
                         }));
  x = naive::sum(x,
                 naive::image(2, 2, 8, [](i64 h, i64 w, i64 c) {  // column, then row: two sines, two cosines
                   const double place = static_cast<double>(c < 4 ? w : h) * (c % 2 == 0 ? 1 : 0.01);
                   return c % 4 < 2 ? std::sin(place) : std::cos(place);
                 }));
  const Vector told = naive::dense(b.in("told"), e), last = naive::dense(p.in("told"), e);
  const Image seen = naive::attended(naive::dense(b.in("in"), modulated(x, told, 0, 1)), 2);
  x = gated(x, naive::dense(b.in("out"), seen), told, 2);
  const Image inside = naive::each(naive::dense(b.in("first"), modulated(x, told, 3, 4)), gelu);
  x = gated(x, naive::dense(b.in("second"), inside), told, 5);
  const Image y = naive::dense(p.in("output"), modulated(x, last, 0, 1));
  expect_near(output(net, table, flat, u, t),
              naive::image(4, 4, 1, [&](i64 h, i64 w, i64) { return y.at(h / 2, w / 2, h % 2 * 2 + w % 2); }),
              "dit");
}

/// Gradients for parameters, drawn up to `reach`, and state.
void check_gradients(const std::string& name, const Parameters& table, const TimeNetwork& net, int order,
                     double reach = 1) {
  const std::vector<Tensor> x{random_parameters(table, reach), states(2, 16)};
  ad::check_vjp(
      name,
      [&](std::span<const Var> in) {
        const std::vector<Var> views = table.views(in[0]);
        return net(Context{views}, in[1], in[0].tape->constant(times(2)));
      },
      x, key / name, order);
}

TEST(ImageNetworks, GradientsOfEveryFamilyAreRight) {
  for (const Family& f : families()) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, f.design);
    check_gradients(f.name, table, net, 1);
  }
  Parameters table(Dtype::f64);
  const DiT net(table, "net", small, 1, 1, {.patch = 2, .width = 8, .blocks = 2, .heads = 2});
  check_gradients("dit", table, net, 2, 0.3);
}

// At order 2 one level of each kind of block is enough: levels repeat it.
TEST(ImageNetworks, GradientsOfSecondOrderAreRight) {
  for (const char* name : {"mini_14", "ncsnpp_cifar", "adm_imagenet64"}) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, unet_preset(name).family({4, {4, 4}, 1, {}, 0}));
    check_gradients(name, table, net, 2);
  }
}

TEST(ImageNetworks, OutputsHaveTheShapeOfTheirBlocks) {
  for (const Family& f : families())
    for (const auto& [inputs, outputs] : std::vector<std::pair<i64, i64>>{{1, 1}, {2, 1}, {1, 2}}) {
      Parameters table(Dtype::f64);
      const UNet net(table, "net", {4, 8, 3}, inputs, outputs, f.design);
      const Tensor y = output(net, table, random_parameters(table), states(2, inputs * 96), times(2));
      EXPECT_EQ(y.shape(), (ad::Shape{2, outputs * 96})) << f.name;
    }
}

// What a network starts as: 0 where its source starts the last layer so, below 1e-3 where that starts at 1e-5
// of a usual draw, and not 0.
TEST(ImageNetworks, StartAtOrNearZero) {
  const std::vector<std::string> exact{"mini_14", "mini_28", "iddpm_cifar", "adm_imagenet64"};
  for (const Family& f : families()) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, f.design);
    const Tensor y = output(net, table, table.initial(key), states(2, 16), times(2));
    const bool zero = std::ranges::find(exact, f.name) != exact.end();
    for (i64 i = 0; i < 32; ++i) {
      EXPECT_EQ(y.at(i) == 0, zero) << f.name;
      EXPECT_LT(std::abs(y.at(i)), 1e-3) << f.name;
    }
  }
  Parameters table(Dtype::f64);
  const DiT net(table, "net", small, 1, 1, {.patch = 2, .width = 8, .blocks = 1, .heads = 2});
  const Tensor y = output(net, table, table.initial(key), states(1, 16), times(1));
  for (i64 i = 0; i < 16; ++i) EXPECT_EQ(y.at(i), 0);
}

TEST(ImageNetworks, AreToldTimeAndClassRowByRow) {
  for (const Family& f : families()) {
    Parameters table(Dtype::f64);
    const UNet net(table, "net", small, 1, 1, f.design, {.classes = 3});
    const Tensor flat = random_parameters(table);
    const Tensor one = states(1, 16), t = times(2);
    Tensor u({5, 16}, Dtype::f64), all({5}, Dtype::f64);
    for (i64 i = 0; i < 80; ++i) u.data<double>()[i] = one.at(i % 16);
    for (i64 row = 0; row < 5; ++row) all.data<double>()[row] = t.at(row / 4);
    const Tensor y = output(net, table, flat, u, all, {0, 1, 2, 3, 0}),
                 none = output(net, table, flat, u, all);
    for (i64 i = 0; i < 16; ++i) {
      EXPECT_EQ(y.at(3 * 16 + i), none.at(3 * 16 + i)) << f.name << ": class 3 of 3 is the unknown one";
      for (i64 row = 0; row < 3; ++row) EXPECT_NE(y.at(row * 16 + i), y.at(48 + i)) << f.name;
      EXPECT_NE(y.at(i), y.at(16 + i)) << f.name;
      EXPECT_NE(y.at(i), y.at(64 + i)) << f.name << ": another time";
    }
  }
}

TEST(ImageNetworks, AreToldNumbers) {
  Parameters table(Dtype::f64);
  const UNet net(table, "net", small, 1, 1, families()[0].design, {.columns = 2});
  ad::Tape tape;
  const std::vector<Var> views = table.views(tape.constant(random_parameters(table)));
  const auto told = [&](Var y) {
    return ad::eval(net(Context{views}, tape.constant(states(1, 16)), tape.constant(times(1)), y));
  };
  const Tensor one = told(tape.constant(Tensor::of({1, 2}, std::vector{1.0, 2.0}))),
               zero = told(tape.constant(Tensor::of({1, 2}, std::vector{0.0, 0.0})));
  EXPECT_NE(one, zero);
  EXPECT_EQ(told({}), zero);
}

/// Rows [from, 4) of a batch of four while training.
Tensor dropped(const TimeNetwork& net, const Parameters& table, i64 from, i64 step) {
  ad::Tape tape;
  const std::vector<Var> views = table.views(tape.constant(random_parameters(table)));
  const Stream stream{key, tape.constant(Tensor::scalar(step)), tape.constant(Tensor::scalar(from))};
  const Var u = ad::slice_axis(tape.constant(states(4, 16)), 0, from, 4),
            t = ad::slice_axis(tape.constant(times(4)), 0, from, 4);
  return ad::eval(net(Context{views, stream}, u, t));
}

TEST(ImageNetworks, DropoutDependsOnRowAndStepNotOnShards) {
  Parameters table(Dtype::f64);
  const UNet net(table, "net", small, 1, 1, families()[0].design);
  const Tensor all = dropped(net, table, 0, 5), part = dropped(net, table, 2, 5);
  for (i64 i = 0; i < 32; ++i) EXPECT_EQ(part.at(i), all.at(32 + i));
  EXPECT_NE(dropped(net, table, 0, 6), all);
  EXPECT_NE(output(net, table, random_parameters(table), states(4, 16), times(4)), all);
}

TEST(ImageNetworks, RefuseSizesWithThoseThatWouldFit) {
  const UNetDesign design = unet_preset("mini_28").design();
  Parameters table;
  expect_refusal(
      [&] {
        UNet(table, "net", {30, 28, 1}, 1, 1, design);
      },
      "unet net: images of 30x28 do not fit: height and width must be multiples of 4; 28x28 and 32x28 "
      "would fit: pad by 2 rows and 0 columns");
  expect_refusal(
      [&] {
        UNet(table, "a", {3, 2, 1}, 1, 1, design);
      },
      "multiples of 4; 4x4 would fit: pad by 1 rows and 2 columns");
  EXPECT_EQ(size_refusal(ImageShape{32, 28, 1}, design.multiple()), "");
  expect_refusal(
      [&] {
        DiT(table, "b", {30, 28, 1}, 1, 1, dit_preset("dit_tiny").design);
      },
      "dit b: images of 30x28 do not fit: height and width must be multiples of 4");
}

TEST(ImageNetworks, RefuseDesignsThatCannotBe) {
  const auto refused = [](auto change, const std::string& reason) {
    UNetDesign design = unet_preset("mini_14").design();
    change(design);
    Parameters table;
    expect_refusal([&] { UNet(table, "net", {14, 14, 1}, 1, 1, design); }, reason);
  };
  refused([](UNetDesign& d) { d.attention = {2}; }, "unet net: attention at level 2 given, expected 0 to 1");
  refused([](UNetDesign& d) { d.channels = {}; }, "unet net: 0 levels of 1 blocks");
  refused([](UNetDesign& d) { d.blocks = 0; }, "unet net: 2 levels of 0 blocks");
  refused([](UNetDesign& d) { d.block.heads.count = 3; },
          "attention net/down2/attention1: 3 heads given for 32 channels, expected a divisor");
  Parameters table;
  expect_refusal(
      [&] {
        DiT(table, "net", {28, 28, 1}, 1, 1, {.patch = 4, .width = 10, .blocks = 1, .heads = 5});
      },
      "dit net: patches of 4, a width of 10, 1 blocks and 5 heads given");
  ad::Tape tape;
  const UNet net(table, "u", {14, 14, 1}, 2, 1, unet_preset("mini_14").design());
  const std::vector<Var> views = table.views(tape.input({table.size()}, Dtype::f32, "flat"));
  expect_refusal(
      [&] {
        net(Context{views}, tape.input({3, 196}, Dtype::f32, "u"), tape.input({3}, Dtype::f32, "t"));
      },
      "image network: state [3, 196] given, expected [3, 392]: 2 images of 14x14x1");
}

}  // namespace
}  // namespace pont::nn
