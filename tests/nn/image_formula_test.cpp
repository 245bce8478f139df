// Whole U-Nets and a diffusion transformer against plain loops.
#include <fmt/format.h>

#include "image_support.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"

namespace pont::nn {
namespace {

/// [sin(w t), cos(w t)].
Vector sines_and_cosines(double t, const Vector& frequencies) {
  Vector waves;
  for (const double w : frequencies) waves.push_back(std::sin(w * t));
  for (const double w : frequencies) waves.push_back(std::cos(w * t));
  return waves;
}

/// e of ImageEmbedding; the row of a table of classes is added if it is given.
Vector naive_embedding(const Weights& p, const Vector& waves, i64 y = -1) {
  Vector e = naive::dense(p.in("second"), naive::each(naive::dense(p.in("first"), waves), naive::silu));
  const i64 width = static_cast<i64>(e.size());
  for (i64 i = 0; y >= 0 && i < width; ++i) e[static_cast<std::size_t>(i)] += p["class/table"][y * width + i];
  return naive::each(e, naive::silu);
}

Image joined(const Image& a, const Image& b) {
  return naive::image(a.H, a.W, a.C + b.C,
                      [&](i64 h, i64 w, i64 c) { return c < a.C ? a.at(h, w, c) : b.at(h, w, c - a.C); });
}

/// How a level is left and entered: blocks that resample, or nothing for convolutions.
struct Changes {
  Resample down = nullptr, up = nullptr;
};

/// The modules in the order in which an image passes them; attention and progressive input where p has them.
class NaiveUNet final {
 public:
  NaiveUNet(const Weights& p, const UNetDesign& d, const Vector& e, const Changes& changes)
      : p_(p), d_(d), e_(e), changes_(changes) {}

  Image operator()(Image x) {
    Image h = keep(naive::conv(p_.in("stem"), x));
    for (i64 level = 1; level <= d_.levels(); ++level) h = down(fmt::format("down{}/", level), level, h, x);
    h = step("middle/", 2, step("middle/", 1, h));
    for (i64 level = d_.levels(); level >= 1; --level) h = up(fmt::format("up{}/", level), level, h);
    const Groups& groups = d_.block.groups;
    h = naive::each(naive::norm(p_.in("norm"), h, groups.of(h.C), groups.epsilon), naive::silu);
    return naive::conv(p_.in("output"), h);
  }

 private:
  Image keep(const Image& x) {
    kept_.push_back(x);
    return x;
  }
  Image block(const std::string& name, const Image& x, Resample resample = nullptr) const {
    return naive_block(p_.in(name), x, e_, d_.block, resample);
  }
  Image step(const std::string& stage, i64 b, const Image& x) const {
    const Image h = block(stage + fmt::format("block{}", b), x);
    const Weights attention = p_.in(stage + fmt::format("attention{}", b));
    if (!attention.has("in/weight")) return h;
    return naive_attention(attention, h, d_.block.groups, 1, d_.block.factor);
  }
  Image down(const std::string& stage, i64 level, Image h, Image& x) {
    if (level > 1) {
      h = changes_.down ? block(stage + "change", h, changes_.down)
                        : naive::conv(p_.in(stage + "change"), h, 2, 1, h.H / 2, h.W / 2);
      if (p_.has(stage + "input/weight")) {
        const Image blurred = naive::fir(x, 1, 2, x.H + 1, x.W + 1);
        h = x = naive::sum(naive::conv(p_.in(stage + "input"), blurred, 2, 0, h.H, h.W), h, d_.block.factor);
      }
      keep(h);
    }
    for (i64 b = 1; b <= d_.blocks; ++b) h = keep(step(stage, b, h));
    return h;
  }
  Image up(const std::string& stage, i64 level, Image h) {
    for (i64 b = 1; b <= d_.blocks + 1; ++b) {
      h = step(stage, b, joined(h, kept_.back()));
      kept_.pop_back();
    }
    if (level == 1) return h;
    return changes_.up ? block(stage + "change", h, changes_.up)
                       : naive::conv(p_.in(stage + "change"), naive::repeat_up(h));
  }

  const Weights& p_;
  const UNetDesign& d_;
  const Vector& e_;
  Changes changes_;
  std::vector<Image> kept_;
};

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
    const Vector e = naive_embedding(p.in("embedding"), sines_and_cosines(t.at(0), {1000, 0.1}), y);
    const Image inner = NaiveUNet(p, design, e, {})(x);
    const Image outer = naive::image(
        8, 4, 2, [&](i64 h, i64 w, i64 c) { return inner.at(h / 2, w / 2, (h % 2 * 2 + w % 2) * 2 + c); });
    expect_near(output(net, table, flat, u, t, {y}), outer, fmt::format("class {}", y));
    if (y == 3) expect_near(output(net, table, flat, u, t), outer, "class not known");
  }
}

// Three levels of NCSN++, two blocks each: FIR within blocks, and a progressive input that goes on from its
// sums.
TEST(ImageNetworks, ANCSNppIsItsFormula) {
  const ImageShape shape{8, 8, 1};
  const UNetDesign design = unet_preset("ncsnpp_cifar").family({4, {4, 8, 4}, 2, {1}});
  Parameters table(Dtype::f64);
  const UNet net(table, "net", shape, 1, 1, design);
  const Tensor flat = random_parameters(table), u = states(1, 64), t = times(1);
  const Weights p(table, flat, "net/");
  ASSERT_EQ(table.untrained().size(), 1u);
  const Vector waves = sines_and_cosines(std::log(t.at(0)), table.untrained()[0].start),
               e = naive_embedding(p.in("embedding"), waves);
  const Image x = naive::image(8, 8, 1, [&](i64 h, i64 w, i64) { return u.at(8 * h + w); });
  expect_near(output(net, table, flat, u, t), NaiveUNet(p, design, e, {naive::fir_down, naive::fir_up})(x),
              "ncsnpp");
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

}  // namespace
}  // namespace pont::nn
