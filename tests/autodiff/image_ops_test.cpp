// Operations on images against loops over their definitions.
#include "autodiff/image_ops.hpp"

#include <algorithm>
#include <limits>

#include "tests/autodiff/check_vjp.hpp"
#include "tests/autodiff/refused.hpp"

namespace pont::ad {
namespace {

using X = std::span<const Var>;

double at(const Tensor& t, std::initializer_list<i64> index) {
  i64 flat = 0;
  int a = 0;
  for (const i64 i : index) flat = flat * t.shape()[a++] + i;
  return t.at(flat);
}

Tensor computed(const Function& f, const std::vector<Tensor>& x) {
  Tape tape;
  std::vector<Var> in;
  for (const Tensor& t : x) in.push_back(tape.constant(t));
  return eval(f(in));
}

/// Every element of f(x), an image of four axes, against value(b, i, j, c).
template <class Value>
void expect_image(const Function& f, const Tensor& x, const Shape& shape, Value value) {
  const Tensor y = computed(f, {x});
  ASSERT_EQ(y.shape(), shape);
  for (i64 b = 0; b < shape[0]; ++b)
    for (i64 i = 0; i < shape[1]; ++i)
      for (i64 j = 0; j < shape[2]; ++j)
        for (i64 c = 0; c < shape[3]; ++c)
          EXPECT_NEAR(at(y, {b, i, j, c}), value(b, i, j, c), 1e-14) << b << i << j << c;
}

Tensor image(const Shape& shape, const char* name) { return random_tensor(shape, Key::root(5) / name, -2, 2); }

TEST(ImageOps, PoolsAndRepetitionsAreThoseOfTheirSquares) {
  const Tensor x = image({2, 4, 6, 3}, "pool");
  const auto square = [&x](i64 b, i64 i, i64 j, i64 c) {
    return std::array{at(x, {b, 2 * i, 2 * j, c}), at(x, {b, 2 * i, 2 * j + 1, c}), at(x, {b, 2 * i + 1, 2 * j, c}),
                      at(x, {b, 2 * i + 1, 2 * j + 1, c})};
  };
  expect_image([](X v) { return mean_pool(v[0], 2); }, x, {2, 2, 3, 3}, [&](auto... at) {
    const auto [p, q, r, s] = square(at...);
    return (p + q + r + s) / 4;
  });
  expect_image([](X v) { return max_pool(v[0], 2); }, x, {2, 2, 3, 3},
               [&](auto... at) { return std::ranges::max(square(at...)); });
  expect_image([](X v) { return upsample_nearest(v[0], 3); }, x, {2, 12, 18, 3},
               [&](i64 b, i64 i, i64 j, i64 c) { return at(x, {b, i / 3, j / 3, c}); });
}

TEST(ImageOps, AMaximumSharesItsCotangentAmongTies) {
  const Tensor x = Tensor::of<double>({1, 2, 2, 1}, std::vector<double>{3, 3, 3, 1});
  const Tensor g = computed([](X v) { return grad(sum(max_pool(v[0], 2)), v[0]); }, {x});
  EXPECT_EQ(g, Tensor::of<double>({1, 2, 2, 1}, std::vector<double>{.25, .25, .5, 0}));
}

TEST(ImageOps, PixelShufflesMoveSquaresToChannels) {
  const Tensor x = image({2, 4, 6, 3}, "shuffle");
  expect_image([](X v) { return pixel_unshuffle(v[0], 2); }, x, {2, 2, 3, 12}, [&](i64 b, i64 i, i64 j, i64 c) {
    return at(x, {b, 2 * i + c / 6, 2 * j + c / 3 % 2, c % 3});
  });
  EXPECT_EQ(computed([](X v) { return pixel_shuffle(pixel_unshuffle(v[0], 2), 2); }, {x}), x);
}

/// What upfirdn2d computes, step by step: zeros between, zeros around, the filter at every place, every down-th kept.
struct Upfirdn {
  i64 up, down, before, after;
  double gain;

  i64 size(i64 n) const { return (n * up + before + after - 4) / down + 1; }
  double operator()(const Tensor& x, i64 b, i64 i, i64 j, i64 c) const {
    constexpr std::array filter{1., 3., 3., 1.};
    double sum = 0;
    for (i64 k = 0; k < 4; ++k)
      for (i64 l = 0; l < 4; ++l) sum += filter[k] * filter[l] / 64 * read(x, b, i * down + k, j * down + l, c);
    return gain * sum;
  }

 private:
  double read(const Tensor& x, i64 b, i64 i, i64 j, i64 c) const {
    i -= before;
    j -= before;
    const bool inside = i >= 0 && j >= 0 && i < x.shape()[1] * up && j < x.shape()[2] * up;
    return inside && i % up == 0 && j % up == 0 ? at(x, {b, i / up, j / up, c}) : 0;
  }
};

TEST(ImageOps, FirFiltersAreUpfirdn2d) {
  const Upfirdn down{.up = 1, .down = 2, .before = 1, .after = 1, .gain = 1};
  const Upfirdn up{.up = 2, .down = 1, .before = 2, .after = 1, .gain = 4};
  for (const Shape& s : {Shape{2, 8, 6, 3}, Shape{1, 2, 4, 1}}) {
    const Tensor x = image(s, "fir");
    expect_image([](X v) { return fir_down(v[0]); }, x, {s[0], down.size(s[1]), down.size(s[2]), s[3]},
                 [&](auto... at) { return down(x, at...); });
    expect_image([](X v) { return fir_up(v[0]); }, x, {s[0], up.size(s[1]), up.size(s[2]), s[3]},
                 [&](auto... at) { return up(x, at...); });
  }
}

TEST(ImageOps, FirUpIsFourTimesTheTransposeOfFirDown) {
  const Tensor big = image({2, 8, 6, 3}, "big"), small = image({2, 4, 3, 3}, "small");
  const Tensor transposed = computed(
      [](X v) {
        const Var x = v[0].tape->input({2, 8, 6, 3}, Dtype::f64, "x");
        return 4 * grad(fir_down(x), x, v[0]);
      },
      {small});
  const Tensor up = computed([](X v) { return fir_up(v[0]); }, {small});
  for (i64 i = 0; i < up.shape().size(); ++i) EXPECT_NEAR(up.at(i), transposed.at(i), 1e-14) << i;
}

TEST(ImageOps, AttentionIsItsFormulaPerHead) {
  const i64 B = 2, N = 5, C = 6, heads = 3, d = C / heads;
  const Tensor q = image({B, N, C}, "q"), k = image({B, N, C}, "k"), v = image({B, N, C}, "v");
  const Tensor y = computed([&](X x) { return attention(x[0], x[1], x[2], heads); }, {q, k, v});
  ASSERT_EQ(y.shape(), q.shape());
  for (i64 b = 0; b < B; ++b)
    for (i64 n = 0; n < N; ++n)
      for (i64 c = 0; c < C; ++c) {
        double total = 0, sum = 0;
        for (i64 m = 0; m < N; ++m) {
          double dot = 0;
          for (i64 e = c / d * d; e < c / d * d + d; ++e) dot += at(q, {b, n, e}) * at(k, {b, m, e});
          const double weight = std::exp(dot / std::sqrt(static_cast<double>(d)));
          total += weight;
          sum += weight * at(v, {b, m, c});
        }
        EXPECT_NEAR(at(y, {b, n, c}), sum / total, 1e-14);
      }
}

TEST(ImageOps, DerivativesOfOrderOneAndTwo) {
  const Shape s{2, 4, 6, 3}, a{2, 3, 4};
  const std::vector<std::tuple<const char*, Function, std::vector<Shape>>> table{
      {"mean_pool", [](X x) { return sin(mean_pool(x[0], 2)); }, {s}},
      {"max_pool", [](X x) { return sin(max_pool(x[0], 2)); }, {s}},
      {"upsample_nearest", [](X x) { return sin(upsample_nearest(x[0], 2)); }, {s}},
      {"pixel_unshuffle", [](X x) { return sin(pixel_unshuffle(x[0], 2)); }, {s}},
      {"pixel_shuffle", [](X x) { return sin(pixel_shuffle(x[0], 2)); }, {{2, 2, 3, 8}}},
      {"fir_down", [](X x) { return sin(fir_down(x[0])); }, {s}},
      {"fir_up", [](X x) { return sin(fir_up(x[0])); }, {s}},
      {"attention", [](X x) { return attention(x[0], x[1], x[2], 2); }, {a, a, a}},
      {"log_softmax", [](X x) { return log_softmax(x[0], 1); }, {{3, 4}}},
      {"cross_entropy",
       [](X x) {
         return cross_entropy(x[0], x[0].tape->constant(Tensor::of<i64>({3}, std::vector<i64>{3, 0, 1})));
       },
       {{3, 4}}}};
  const Key key = Key::root(9);
  for (const auto& [name, f, shapes] : table) {
    std::vector<Tensor> x;
    for (const Shape& shape : shapes) x.push_back(random_tensor(shape, key / name / x.size(), -2, 2));
    check_vjp(name, f, x, key / name);
  }
}

TEST(ImageOps, LogSoftmaxIsFiniteWhereSoftmaxUnderflows) {
  const Tensor x = Tensor::of<double>({2, 3}, std::vector<double>{0, 1, 2, -2000, 0, 2000});
  const Tensor y = computed([](X v) { return log_softmax(v[0], -1); }, {x});
  const double sum = std::log(1 + std::exp(-1) + std::exp(-2));
  for (i64 i = 0; i < 3; ++i) {
    EXPECT_NEAR(y.at(i), x.at(i) - 2 - sum, 1e-15);
    EXPECT_EQ(y.at(3 + i), x.at(3 + i) - 2000);
  }
  const double infinity = std::numeric_limits<double>::infinity();
  const Tensor z = computed([](X v) { return log_softmax(v[0], -1); },
                            {Tensor::of<double>({2, 2}, std::vector<double>{0, -infinity, 0, infinity})});
  EXPECT_EQ(z.at(0), 0);
  EXPECT_EQ(z.at(1), -infinity);
  EXPECT_TRUE(std::isnan(z.at(3)));
}

TEST(ImageOps, CrossEntropyIsTheMeanOfItsRowsAndRefusesLabelsOutOfRange) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Tensor x = Tensor::of<double>({2, 3}, std::vector<double>{0, 1, 2, -infinity, 0, 3});
  Tape tape;
  const Var labels = tape.input({2}, Dtype::i64, "labels");
  const Var mean = cross_entropy(tape.constant(x), labels);
  Program p = compile({mean});
  const auto loss = [&](i64 a, i64 b) {
    p.set(labels, Tensor::of<i64>({2}, std::vector<i64>{a, b}));
    p.run();
    return p.get(mean).at(0);
  };
  const double first = std::log(1 + std::exp(1) + std::exp(2)), second = std::log(1 + std::exp(3));
  EXPECT_NEAR(loss(2, 1), (first - 2 + second) / 2, 1e-15);
  EXPECT_EQ(loss(0, 0), infinity);
  EXPECT_THROW(loss(0, 3), std::exception);
  EXPECT_THROW(loss(-1, 0), std::exception);
}

TEST(ImageOps, ErrorsNameSizesAndTheUsersLine) {
  Tape tape;
  const Var x = tape.input({2, 4, 6, 3}, Dtype::f64, "x"), a = tape.input({2, 5, 6}, Dtype::f64, "a");
  const Var labels = tape.input({3}, Dtype::i64, "labels"), row = tape.input({2, 5}, Dtype::f64, "row");
  expect_refused("mean_pool: the factor 3 does not divide 4 rows and 6 columns of [2, 4, 6, 3] (at ",
                 [&] { mean_pool(x, 3); });
  expect_refused("max_pool: the factor 4 does not divide 4 rows and 6 columns", [&] { max_pool(x, 4); });
  expect_refused("max_pool: the factor is 0, at least 1 is needed", [&] { max_pool(x, 0); });
  expect_refused("pixel_unshuffle: the factor 3 does not", [&] { pixel_unshuffle(x, 3); });
  expect_refused("pixel_shuffle: 4 pixels, the factor 2 squared, do not divide 3 channels of [2, 4, 6, 3] (at ",
                 [&] { pixel_shuffle(x, 2); });
  expect_refused("pixel_shuffle: the factor is -2", [&] { pixel_shuffle(x, -2); });
  expect_refused("upsample_nearest: the factor is 0", [&] { upsample_nearest(x, 0); });
  expect_refused("fir_down: the factor 2 does not divide 3 rows and 6 columns",
                 [&] { fir_down(slice_axis(x, 1, 0, 3)); });
  expect_refused("fir_up: an image [B, H, W, C] is needed, x is [2, 5, 6]", [&] { fir_up(a); });
  expect_refused("attention: 4 heads do not divide 6 channels (at ", [&] { attention(a, a, a, 4); });
  expect_refused("attention: q [2, 5, 6], k [2, 4, 6, 3] and v [2, 5, 6] given, one shape",
                 [&] { attention(a, x, a, 2); });
  expect_refused("cross_entropy: logits [2, 5] and labels [3] given, [B, K] and [B] are needed (at ",
                 [&] { cross_entropy(row, labels); });
}

}  // namespace
}  // namespace pont::ad
