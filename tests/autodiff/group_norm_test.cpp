// Group normalisation: its definition, its derivatives, and the bits of its kernels.
#include <algorithm>
#include <array>

#include "autodiff/cpu/group_norm.hpp"
#include "autodiff/image_ops.hpp"
#include "autodiff/workers.hpp"
#include "tests/autodiff/check_vjp.hpp"
#include "tests/autodiff/refused.hpp"
#include "tests/autodiff/watched_cpu.hpp"

namespace pont::ad {
namespace {

struct Case {
  Shape shape;
  i64 groups;
};

// Groups of one channel, of all, of more than 1024; channels that fill no vector; no axis of pixels, one pixel, more
// than a block of 64.
const std::vector<Case> table{{{2, 3, 5, 6}, 3}, {{2, 3, 5, 6}, 6},    {{3, 4, 4, 6}, 1},  {{5, 7}, 7},
                              {{5, 8}, 2},       {{2, 1, 1, 12}, 4},   {{1, 9, 1}, 1},     {{3, 2500, 1}, 1},
                              {{3, 1, 1}, 1},    {{2, 3, 2052}, 2},    {{4, 67, 45}, 5},   {{3, 14, 14, 64}, 16},
                              {{2, 2, 3, 3, 8}, 2}, {{17, 13, 11, 33}, 11}};

std::string str_of(const Case& c, Dtype d) {
  return str(c.shape) + " in " + std::to_string(c.groups) + ' ' + name_of(d);
}

struct Inputs {
  Tape tape;
  std::vector<Var> vars;
  std::vector<Tensor> values;

  Inputs(Dtype dtype, const Shape& x) {
    const Shape channels{x[x.rank() - 1]};
    for (const Shape& s : {x, channels, channels, x}) {
      vars.push_back(tape.input(s, dtype, "x"));
      values.emplace_back(s, dtype);
      with_real(dtype, [&](auto t) {
        auto x = values.back().data<decltype(t)>();
        fill_normal(Key::root(values.size()), 0, 0, static_cast<i64>(x.size()), x.data());
      });
    }
  }
  Var norm(i64 groups) const { return group_norm(vars[0], vars[1], vars[2], groups, 1e-5); }
  /// The result, and its derivatives along the last input.
  std::vector<Var> all(i64 groups) const {
    const Var y = norm(groups);
    std::vector<Var> outputs = grad(y, std::span(vars).first(3), vars[3]);
    outputs.push_back(y);
    return outputs;
  }
  std::vector<Tensor> run(std::span<const Var> outputs, Backend& backend) const {
    Program p = compile(outputs, {}, backend);
    for (std::size_t i = 0; i < vars.size(); ++i) p.set(vars[i], values[i]);
    p.run();
    std::vector<Tensor> results;
    for (const Var& v : outputs) results.push_back(p.get(v));
    return results;
  }
};

/// Mean and biased variance of a group of one sample.
std::pair<double, double> moments(const Tensor& x, const Case& c, i64 sample, i64 group) {
  const i64 channels = c.shape[c.shape.rank() - 1], width = channels / c.groups;
  const i64 size = c.shape.product(1, c.shape.rank()), pixels = size / channels;
  const auto mean_of = [&](auto value) {
    double sum = 0;
    for (i64 p = 0; p < pixels; ++p)
      for (i64 l = 0; l < width; ++l) sum += value(x.at(sample * size + p * channels + group * width + l));
    return sum / static_cast<double>(pixels * width);
  };
  const double mean = mean_of([](double v) { return v; });
  return {mean, mean_of([&](double v) { return (v - mean) * (v - mean); })};
}

TEST(GroupNorm, IsItsDefinition) {
  for (const Case& c : table) {
    const Inputs in(Dtype::f64, c.shape);
    const std::vector<Var> y{in.norm(c.groups)};
    const Tensor result = in.run(y, cpu())[0];
    const i64 channels = c.shape[c.shape.rank() - 1], size = c.shape.product(1, c.shape.rank());
    std::vector<std::pair<double, double>> of_group;
    for (i64 i = 0; i < c.shape[0] * c.groups; ++i)
      of_group.push_back(moments(in.values[0], c, i / c.groups, i % c.groups));
    for (i64 i = 0; i < c.shape.size(); ++i) {
      const i64 channel = i % channels;
      const auto [mean, variance] = of_group[i / size * c.groups + channel / (channels / c.groups)];
      const double expected = (in.values[0].at(i) - mean) / std::sqrt(variance + 1e-5) * in.values[1].at(channel) +
                              in.values[2].at(channel);
      ASSERT_NEAR(result.at(i), expected, 1e-13) << str_of(c, Dtype::f64) << " element " << i;
    }
  }
}

TEST(GroupNorm, OnePixelInAGroupOfItsOwnAndAConstantImageGiveTheShift) {
  for (const Case& c : {Case{{3, 1, 1, 5}, 5}, Case{{2, 4, 4, 6}, 3}}) {
    Inputs in(Dtype::f32, c.shape);
    if (c.shape[1] > 1) std::ranges::fill(in.values[0].data<float>(), 3.f);
    const std::vector<Tensor> results = in.run(in.all(c.groups), cpu());
    for (i64 i = 0; i < c.shape.size(); ++i) {
      EXPECT_EQ(results[3].at(i), in.values[2].at(i % c.shape[3])) << str_of(c, Dtype::f32);
      EXPECT_TRUE(std::isfinite(results[0].at(i)));
    }
  }
}

TEST(GroupNorm, DerivativesOfOrderOneAndTwo) {
  const Key key = Key::root(3);
  for (const Case& c : table) {
    if (c.shape.size() > 200) continue;
    const Shape channels{c.shape[c.shape.rank() - 1]};
    const Function f = [&c](std::span<const Var> x) { return group_norm(x[0], x[1], x[2], c.groups, .1); };
    std::vector<Tensor> x;
    for (const Shape& s : {c.shape, channels, channels}) x.push_back(random_tensor(s, key / x.size(), -2, 2));
    check_vjp("group_norm " + str_of(c, Dtype::f64), f, x, key);
  }
}

TEST(GroupNorm, KernelsHaveTheBitsOfTheirCompositions) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64})
    for (const Case& c : table) {
      const Inputs in(dtype, c.shape);
      const std::vector<Var> outputs = in.all(c.groups);
      KernelCpu kernels;
      ComposingCpu compositions;
      EXPECT_EQ(in.run(outputs, kernels), in.run(outputs, compositions)) << str_of(c, dtype);
      EXPECT_EQ(kernels.runs<Custom>(), 2);
      EXPECT_EQ(compositions.runs<Custom>(), 0);
    }
}

TEST(GroupNorm, ATeamOfAnySizeGivesTheSameBits) {
  for (const int count : {2, 3, 5}) {
    Workers workers(count);
    const std::unique_ptr<Backend> team = cpu().team(workers);
    for (const Case& c : table) {
      const Inputs in(Dtype::f32, c.shape);
      const std::vector<Var> outputs = in.all(c.groups);
      EXPECT_EQ(in.run(outputs, *team), in.run(outputs, cpu())) << str_of(c, Dtype::f32);
    }
  }
}

// So that rows can be computed at the same time: the first of two samples is written without the second.
TEST(GroupNorm, AKernelWritesThePlacesOfItsRows) {
  const GroupNormSizes s{.rows = 2, .pixels = 3, .channels = 4, .groups = 2, .epsilon = 1e-5};
  for (const auto& [kernel, gradient] : {std::pair{group_norm_kernel(Dtype::f64, s), false},
                                         std::pair{group_norm_gradient_kernel(Dtype::f64, s), true}}) {
    std::vector<double> y(2 * 12 + 16, 7), work(static_cast<std::size_t>(2 * group_norm_work(s)), 7), given(24);
    for (std::size_t i = 0; i < given.size(); ++i) given[i] = std::sin(static_cast<double>(i));
    const auto bytes = [](std::vector<double>& v) { return reinterpret_cast<std::byte*>(v.data()); };
    kernel->run(std::array{bytes(y), bytes(work), bytes(given), bytes(given), bytes(given)}, 0, 1);
    const auto untouched = [](const std::vector<double>& v, std::size_t from, std::size_t to) {
      return std::all_of(v.begin() + static_cast<std::ptrdiff_t>(from), v.begin() + static_cast<std::ptrdiff_t>(to),
                         [](double x) { return x == 7; });
    };
    EXPECT_FALSE(untouched(y, 0, 12));
    EXPECT_TRUE(untouched(work, work.size() / 2, work.size()));
    EXPECT_TRUE(untouched(y, 12, 24));
    EXPECT_EQ(untouched(y, 24, 28), !gradient);  // one of two sums of each sample and channel
    EXPECT_TRUE(untouched(y, 28, 32));
    EXPECT_EQ(untouched(y, 32, 36), !gradient);  // the other one
    EXPECT_TRUE(untouched(y, 36, 40));
    kernel->run(std::array{bytes(y), bytes(work), bytes(given), bytes(given), bytes(given)}, 1, 2);
    EXPECT_FALSE(untouched(work, work.size() / 2, work.size()));
  }
}

int kernels(const Program& p) {
  return static_cast<int>(std::ranges::count(p.facts(), "custom", &InstructionFacts::kind));
}

// Both primitives are linear passes: nothing else of the size of x is computed or kept.
TEST(GroupNorm, AStepIsTwoKernelsAndTwoSmallSums) {
  const Inputs in(Dtype::f32, {8, 6, 6, 32});
  const Program p = compile(in.all(8));
  const i64 bytes = in.vars[0].shape().size() * 4;
  EXPECT_EQ(kernels(p), 2);
  EXPECT_EQ(p.plan().instructions.size(), 5u) << p.listing();  // and the copy of dx to its port
  EXPECT_LT(static_cast<double>(p.plan().arena_bytes), 1.3 * static_cast<double>(bytes));
}

// A residual block as U-Nets have it, with 1 x 1 convolutions: nothing in it shares a part of a composition.
TEST(GroupNorm, TheKernelsServeInABlockOfANetwork) {
  Tape tape;
  const auto input = [&](Shape s) { return tape.input(s, Dtype::f32, "x"); };
  const Var x = input({4, 6, 6, 8}), time = input({4, 1, 1, 8}), level = input({4, 1, 1, 8});
  const std::vector<Var> w{input({8}), input({8}), input({8, 8}), input({8}), input({8, 8}), input({8})};
  const Var h = matmul(silu(group_norm(x, w[0], w[1], 2, 1e-6)), w[2]) + w[3] + time;
  const Var shifted = group_norm(h, w[0], w[1], 2, 1e-6) * (1 + level) + time;
  const Var y = x + matmul(silu(shifted), w[4]) + w[5];
  std::vector<Var> all{x, time, level};
  all.insert(all.end(), w.begin(), w.end());
  std::vector<Var> outputs = grad(sum(square(y)), all);
  outputs.push_back(y);
  EXPECT_EQ(kernels(compile(outputs)), 4) << compile(outputs).listing();
}

TEST(GroupNorm, ErrorsNameGroupsChannelsAndTheUsersLine) {
  Tape tape;
  const Var x = tape.input({2, 3, 3, 6}, Dtype::f32, "x"), s = tape.input({6}, Dtype::f32, "s");
  const Var t = tape.input({5}, Dtype::f32, "t"), d = tape.input({6}, Dtype::f64, "d");
  const Var none = tape.input({2, 0, 6}, Dtype::f32, "none");
  expect_refused("group_norm: 4 groups do not divide 6 channels of x [2, 3, 3, 6] (at ",
                 [&] { group_norm(x, s, s, 4, 1e-5); });
  expect_refused("group_norm: 0 groups do not divide 6 channels", [&] { group_norm(x, s, s, 0, 1e-5); });
  expect_refused("group_norm: samples of channels [B, ..., C] are needed, x is [6]",
                 [&] { group_norm(s, s, s, 1, 1e-5); });
  expect_refused("group_norm: scale [6] and shift [5] given for [2, 3, 3, 6], [6] is needed for both",
                 [&] { group_norm(x, s, t, 3, 1e-5); });
  expect_refused("group_norm: types f32, f64 and f32; three equal real types are needed",
                 [&] { group_norm(x, d, s, 3, 1e-5); });
  expect_refused("group_norm: rows of one element or more are needed, x is [2, 0, 6]",
                 [&] { group_norm(none, s, s, 3, 1e-5); });
}

}  // namespace
}  // namespace pont::ad
