// Convolution and its transposes: naive loops, the composition bit for bit, the adjoint identity, refused windows.
#include "autodiff/convolution.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

#include "autodiff/compile.hpp"
#include "autodiff/cpu/product/product.hpp"
#include "autodiff/cpu/product/window_product.hpp"
#include "autodiff/ops.hpp"
#include "tests/autodiff/check_vjp.hpp"
#include "tests/autodiff/watched_cpu.hpp"

namespace pont::ad {
namespace {

// One case of the sweep: x [images, H, W, channels], kernel [kh, kw, channels, outputs].
struct Geometry {
  Shape x, w;
  Slide slide;
  Shape y() const {
    return {x[0], slide.positions(0, x[1], w[0]), slide.positions(1, x[2], w[1]), w[3]};
  }
  std::string name() const {
    const auto& [s, l, h, d] = slide;
    return fmt::format("{} * {} stride {},{} low {},{} high {},{} dilation {},{}", str(x), str(w), s[0], s[1], l[0], l[1],
                       h[0], h[1], d[0], d[1]);
  }
};

// Kernels 1 to 5, strides 1 to 3, dilations 1 and 2, zeros before and after that differ; sizes that do not divide.
std::vector<Geometry> sweep() {
  std::vector<Geometry> all;
  for (const i64 k : {1, 2, 3, 4, 5})
    for (const i64 stride : {1, 2, 3})
      for (const i64 dilation : {1, 2})
        for (const i64 zeros : {0, 1, 2}) {
          const i64 reach = dilation * (k - 1) + 1, low = std::min(zeros, reach - 1), high = std::min(zeros / 2, reach - 1);
          all.push_back({{2, 9, 11, 3}, {k, 3, 3, 5}, {{stride, 1}, {low, 1}, {high, 0}, {dilation, 1}}});
          all.push_back({{3, 10, 9, 2}, {2, k, 2, 4}, {{1, stride}, {1, low}, {0, high}, {1, dilation}}});
          all.push_back({{1, 9, 10, 1}, {k, k, 1, 1}, {{stride, stride}, {high, low}, {low, high}, {dilation, dilation}}});
        }
  return all;
}

// Shapes that are cut into blocks, panels and pieces of k.
std::vector<Geometry> larger() {
  return {{{2, 13, 12, 40}, {3, 3, 40, 50}, Slide::same(3)},
          {{3, 14, 14, 33}, {3, 3, 33, 17}, {{2, 2}, {0, 0}, {1, 1}, {1, 1}}},
          {{2, 9, 9, 130}, {2, 2, 130, 34}, {}},
          {{1, 3, 4, 2}, {3, 3, 2, 3}, {{2'000'000'000, 1'000'000'000}, {0, 0}, {0, 0}, {1, 1}}},  // one position
          {{5, 7, 7, 16}, {3, 3, 16, 70}, Slide::same(3)},
          {{2, 12, 12, 8}, {1, 1, 8, 33}, {{2, 2}, {0, 0}, {0, 0}, {1, 1}}}};
}

template <class T>
std::vector<T> values(const Tensor& t) {
  const T* p = reinterpret_cast<const T*>(t.bytes().data());
  return {p, p + t.shape().size()};
}
Tensor random_values(const Shape& shape, Dtype dtype, const char* name) {
  return with_real(dtype, [&](auto zero) {
    std::vector<decltype(zero)> x(static_cast<std::size_t>(shape.size()));
    fill_normal(Key::root(3) / name, 0, 0, shape.size(), x.data());
    return Tensor::of(shape, x);
  });
}

// Calls visit(flat x, flat w, flat y) for every product that the definition names, in the order of conv's chains.
template <class Visit>
void for_each_product(const Geometry& g, Visit visit) {
  const Shape y = g.y();
  for (i64 b = 0; b < y[0]; ++b)
    for (i64 p = 0; p < y[1]; ++p)
      for (i64 q = 0; q < y[2]; ++q)
        for (i64 i = 0; i < g.w[0]; ++i)
          for (i64 j = 0; j < g.w[1]; ++j) {
            const i64 r = p * g.slide.stride[0] - g.slide.low[0] + i * g.slide.dilation[0],
                      c = q * g.slide.stride[1] - g.slide.low[1] + j * g.slide.dilation[1];
            if (r < 0 || r >= g.x[1] || c < 0 || c >= g.x[2]) continue;
            for (i64 k = 0; k < g.x[3]; ++k)
              for (i64 o = 0; o < y[3]; ++o)
                visit(((b * g.x[1] + r) * g.x[2] + c) * g.x[3] + k, ((i * g.w[1] + j) * g.x[3] + k) * y[3] + o,
                      ((b * y[1] + p) * y[2] + q) * y[3] + o);
          }
}

// The three operations, computed by a backend.
struct Computed {
  Tensor y, x, w;
  bool operator==(const Computed&) const = default;
};
Computed computed(const Geometry& g, Dtype d, Backend& backend = cpu(), bool pack = false) {
  Tape tape;
  const Var x = tape.input(g.x, d, "x"), w = tape.input(g.w, d, "w"), c = tape.input(g.y(), d, "c");
  const std::vector<Var> out{conv(x, w, g.slide), conv_input(c, w, g.x[1], g.x[2], g.slide),
                             conv_weight(x, c, g.w[0], g.w[1], g.slide)};
  const std::vector<Var> fixed{w};
  Program p = compile(out, {}, backend, pack ? fixed : std::vector<Var>{});
  p.set(x, random_values(g.x, d, "x"));
  p.set(w, random_values(g.w, d, "w"));
  p.set(c, random_values(g.y(), d, "c"));
  p.run();
  return {p.get(out[0]), p.get(out[1]), p.get(out[2])};
}

// conv as pad, slices, concat and matmul.
Tensor composed(const Geometry& g, Dtype d) {
  Tape tape;
  const Shape y = g.y();
  const Var x = tape.constant(random_values(g.x, d, "x")), w = tape.constant(random_values(g.w, d, "w"));
  const auto& [stride, low, high, dilation] = g.slide;
  const Var padded = pad(x, {0, low[0], low[1], 0}, {0, high[0], high[1], 0});
  std::vector<Var> taps;
  for (i64 i = 0; i < g.w[0]; ++i)
    for (i64 j = 0; j < g.w[1]; ++j)
      taps.push_back(slice(padded, {0, i * dilation[0], j * dilation[1], 0},
                           {y[0], i * dilation[0] + (y[1] - 1) * stride[0] + 1, j * dilation[1] + (y[2] - 1) * stride[1] + 1,
                            g.x[3]},
                           {1, stride[0], stride[1], 1}));
  const i64 depth = g.w[0] * g.w[1] * g.x[3];
  const Var product = matmul(reshape(concat(taps, 3), {y.size() / y[3], depth}), reshape(w, {depth, y[3]}));
  return eval(reshape(product, y));
}

// The bits are those of the chains in their stated order: conv_input runs over taps and outputs ascending, conv_weight
// over positions ascending.
template <class T>
void check_bits(const Geometry& g, Dtype d) {
  const auto x = values<T>(random_values(g.x, d, "x")), w = values<T>(random_values(g.w, d, "w")),
             c = values<T>(random_values(g.y(), d, "c"));
  std::vector<T> y(c.size()), dw(w.size());
  for_each_product(g, [&](i64 a, i64 b, i64 o) {
    y[o] = std::fma(x[a], w[b], y[o]);
    dw[b] = std::fma(x[a], c[o], dw[b]);
  });
  const Computed ours = computed(g, d);
  ASSERT_EQ(values<T>(ours.y), y) << g.name();
  ASSERT_EQ(values<T>(ours.w), dw) << g.name();
  // Products of one element of dx, sorted by tap and output: the order of the weights.
  std::vector<std::map<i64, i64>> terms(x.size());
  for_each_product(g, [&](i64 a, i64 b, i64 o) {
    const i64 tap = b / (g.w[2] * g.w[3]), output = b % g.w[3];
    terms[a][tap * g.w[3] + output] = o * static_cast<i64>(w.size()) + b;
  });
  std::vector<T> dx(x.size());
  for (std::size_t a = 0; a < dx.size(); ++a)
    for (const auto& [order, term] : terms[a])
      dx[a] = std::fma(c[term / static_cast<i64>(w.size())], w[term % static_cast<i64>(w.size())], dx[a]);
  ASSERT_EQ(values<T>(ours.x), dx) << g.name();
}

TEST(Convolution, EveryGeometryHasTheBitsOfItsChains) {
  for (const Geometry& g : sweep()) {
    if (g.y().size() == 0) continue;
    check_bits<float>(g, Dtype::f32);
    check_bits<double>(g, Dtype::f64);
  }
  for (const Geometry& g : larger()) check_bits<float>(g, Dtype::f32);
}

TEST(Convolution, EqualsSlicesAndAProductBitForBit) {
  for (const std::vector<Geometry>& some : {sweep(), larger()})
    for (const Geometry& g : some) ASSERT_EQ(computed(g, Dtype::f32).y, composed(g, Dtype::f32)) << g.name();
}

TEST(Convolution, PackedWeightsChangeNoBit) {
  for (const Geometry& g : larger()) {
    PackingCpu backend;
    EXPECT_EQ(computed(g, Dtype::f32, backend, true), computed(g, Dtype::f32)) << g.name();
    EXPECT_EQ(backend.runs<Pack>(), 2) << g.name();  // as they are, and transposed
  }
}

// <conv(x, w), c> = <x, conv_input(c, w)> = <w, conv_weight(x, c)>.
TEST(Convolution, AdjointIdentity) {
  const auto dot = [](const Tensor& a, const Tensor& b) {
    double s = 0;
    for (i64 i = 0; i < a.shape().size(); ++i) s += a.at(i) * b.at(i);
    return s;
  };
  for (const Geometry& g : sweep()) {
    const Computed f = computed(g, Dtype::f64);
    const double by_y = dot(f.y, random_values(g.y(), Dtype::f64, "c"));
    const double scale = std::sqrt(dot(f.y, f.y) * static_cast<double>(g.y().size()));
    EXPECT_NEAR(dot(f.x, random_values(g.x, Dtype::f64, "x")), by_y, 1e-13 * scale) << g.name();
    EXPECT_NEAR(dot(f.w, random_values(g.w, Dtype::f64, "w")), by_y, 1e-13 * scale) << g.name();
  }
}

// Every kernel that the processor has, and every cut of rows.
template <class T>
void check_kernels(const Geometry& g, Dtype d) {
  using namespace product;
  const auto x = values<T>(random_values(g.x, d, "x")), w = values<T>(random_values(g.w, d, "w")),
             c = values<T>(random_values(g.y(), d, "c"));
  const Computed expected = computed(g, d);
  const Window window{g.x[0],        g.x[3],
                      {g.x[1], g.x[2]}, {g.y()[1], g.y()[2]}, {g.w[0], g.w[1]}, g.slide.stride,
                      {-g.slide.low[0], -g.slide.low[1]}, g.slide.dilation, {1, 1}};
  Gemm forward{d, false, false, 1, window.rows(), g.w[3], window.depth(), false, WindowTable::of(window)};
  Gemm gradient{d, true, false, 1, window.depth(), g.w[3], window.rows(), false, WindowTable::of(window)};
  for (const Kernel<T>* kernel : kernels<T>())
    for (const i64 cut : {i64{0}, i64{1}, window.rows() / 3}) {
      std::vector<T> y(c.size()), dw(w.size());
      std::vector<std::byte> scratch(std::max(WindowProduct<T>::scratch_bytes(forward), WindowGradient<T>::scratch_bytes(gradient)));
      const WindowProduct<T> product(forward, x.data(), w.data(), scratch.data(), *kernel);
      product.rows(cut, window.rows(), y.data() + cut * g.w[3]);
      product.rows(0, cut, y.data());
      ASSERT_EQ(y, values<T>(expected.y)) << g.name() << " lanes " << kernel->lanes << " cut " << cut;
      WindowGradient<T>(gradient, x.data(), c.data(), scratch.data(), *kernel).all(dw.data());
      ASSERT_EQ(dw, values<T>(expected.w)) << g.name() << " lanes " << kernel->lanes;
    }
}

TEST(Convolution, EveryVectorWidthAndCutGivesTheSameBits) {
  for (const Geometry& g : larger()) {
    check_kernels<float>(g, Dtype::f32);
    check_kernels<double>(g, Dtype::f64);
  }
}

// Without a window: many rows of two matrices, some at a time.
TEST(Convolution, SumsOverManyRowsHaveTheBitsOfTheProduct) {
  using namespace product;
  for (const auto& [rows, M, N] : {std::array<i64, 3>{1024, 3, 5}, {1100, 33, 40}, {1025, 8, 65}}) {
    const Gemm g{Dtype::f32, true, false, 1, M, N, rows};
    ASSERT_TRUE(WindowGradient<float>::suits(g));
    const auto a = values<float>(random_values({rows, M}, Dtype::f32, "a")), b = values<float>(random_values({rows, N}, Dtype::f32, "b"));
    std::vector<float> y(static_cast<std::size_t>(M * N)), expected(y.size()), panels(static_cast<std::size_t>(Product<float>::scratch(g)));
    Product<float>(g, a.data(), b.data(), panels.data()).rows(0, M, expected.data());
    for (const Kernel<float>* kernel : kernels<float>()) {
      std::vector<std::byte> scratch(WindowGradient<float>::scratch_bytes(g));
      WindowGradient<float>(g, a.data(), b.data(), scratch.data(), *kernel).all(y.data());
      EXPECT_EQ(y, expected) << rows << ' ' << M << ' ' << N;
    }
  }
}

// Fused with what reads it, and beside it.
TEST(Convolution, AChainBehindItChangesNoBit) {
  const Geometry g = larger().front();
  Tape tape;
  const Var x = tape.constant(random_values(g.x, Dtype::f32, "x")), w = tape.constant(random_values(g.w, Dtype::f32, "w"));
  const Var y = conv(x, w, g.slide), z = silu(y + 1);
  Program fused = compile({z}), apart = compile({y, z});
  fused.run();
  apart.run();
  EXPECT_EQ(fused.get(z), apart.get(z));
  EXPECT_EQ(fused.plan().instructions.size() + 1, apart.plan().instructions.size());
}

TEST(Convolution, APixelThatIsNotFiniteReachesTheTapsThatSeeIt) {
  Tape tape;
  std::vector<float> image(25, 1);
  image[12] = std::numeric_limits<float>::infinity();
  const Var x = tape.constant(Tensor::of({1, 5, 5, 1}, image)), w = tape.constant(Tensor::of({3, 3, 1, 1}, std::vector<float>(9, 1)));
  const Tensor y = eval(conv(x, w, Slide::same(3)));
  for (i64 p = 0; p < 5; ++p)
    for (i64 q = 0; q < 5; ++q)
      EXPECT_EQ(std::isfinite(y.at(p * 5 + q)), std::abs(p - 2) > 1 || std::abs(q - 2) > 1);
}

// Profiles tell the three apart, and count the products of the taps that take part.
TEST(Convolution, KindsAndOperations) {
  Tape tape;
  const Slide slide{{2, 2}, {1, 1}, {1, 1}, {1, 1}};
  const Var x = tape.input({2, 8, 8, 3}, Dtype::f32, "x"), w = tape.input({3, 3, 3, 5}, Dtype::f32, "w"),
            g = tape.input({2, 4, 4, 5}, Dtype::f32, "g");
  std::vector<std::string> kinds;
  for (const InstructionFacts& f :
       compile({conv(x, w, slide), tanh(conv(x, w, slide) + 1), conv_input(g, w, 8, 8, slide), conv_weight(x, g, 3, 3, slide)})
           .facts()) {
    kinds.emplace_back(f.kind);
    EXPECT_TRUE(f.flops == 0 || f.flops == 2 * 2 * 4 * 4 * 9 * 3 * 5) << f.kind << ' ' << f.flops;
  }
  EXPECT_EQ(kinds, (std::vector<std::string>{"conv", "chain", "conv input", "conv weight"}));
  EXPECT_EQ(compile({tanh(conv(x, w, slide) + 1)}).facts().at(0).kind, "conv+chain");
}

// Each is refused with words that name what was given.
TEST(Convolution, RefusedWindows) {
  struct Refused {
    Shape x, w;
    Slide slide;
    const char* words;
  };
  const std::vector<Refused> table{
      {{1, 2, 8, 3}, {3, 3, 3, 4}, {}, "3 taps 1 pixels apart does not fit in 2 pixels of height with 0 and 0 zeros"},
      {{1, 8, 4, 3}, {3, 3, 3, 4}, {.dilation = {1, 2}}, "3 taps 2 pixels apart does not fit in 4 pixels of width"},
      {{1, 8, 8, 3}, {3, 3, 2, 4}, {}, "[1, 8, 8, 3] has 3 channels, the weights [3, 3, 2, 4] are made for 2"},
      {{1, 8, 8, 3}, {3, 3, 3, 4}, {.stride = {0, 1}}, "stride 0"},
      {{1, 8, 8, 3}, {3, 3, 3, 4}, {.dilation = {1, 0}}, "dilation 0"},
      {{1, 8, 8, 3}, {3, 3, 3, 4}, {.low = {3, 0}}, "3 zeros before and 0 after the image along the height; expected 0 to 2"},
      {{1, 8, 8, 3}, {3, 3, 3, 4}, {.high = {0, -1}}, "0 zeros before and -1 after"},
      {{8, 8, 3}, {3, 3, 3, 4}, {}, "images [B, H, W, C]"},
      {{0, 8, 8, 3}, {3, 3, 3, 4}, {}, "images [B, H, W, C]"}};
  for (const Refused& r : table) {
    Tape tape;
    const Var x = tape.input(r.x, Dtype::f32, "x"), w = tape.input(r.w, Dtype::f32, "w");
    try {
      conv(x, w, r.slide);
      FAIL() << r.words;
    } catch (const std::invalid_argument& e) {
      EXPECT_NE(std::string(e.what()).find(r.words), std::string::npos) << e.what();
    }
  }
}

TEST(Convolution, TransposesRefuseWhatConvDoesNotMake) {
  Tape tape;
  const Var x = tape.input({2, 8, 8, 3}, Dtype::f32, "x"), w = tape.input({3, 3, 3, 4}, Dtype::f32, "w"),
            g = tape.input({2, 6, 6, 4}, Dtype::f32, "g"), other = tape.input({2, 5, 6, 4}, Dtype::f32, "other");
  EXPECT_NO_THROW(conv_input(g, w, 8, 8));
  EXPECT_NO_THROW(conv_weight(x, g, 3, 3));
  EXPECT_THROW(conv_input(g, w, 9, 8), std::invalid_argument);
  EXPECT_THROW(conv_input(other, w, 8, 8), std::invalid_argument);
  EXPECT_THROW(conv_weight(x, g, 2, 3), std::invalid_argument);
  EXPECT_THROW(conv_weight(x, other, 3, 3), std::invalid_argument);
}

}  // namespace
}  // namespace pont::ad
