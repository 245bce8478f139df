// Custom primitives: the kernel, the composition and all derivatives have the same bits.
#include <algorithm>
#include <limits>

#include "autodiff/workers.hpp"
#include "tests/autodiff/primitive_cases.hpp"
#include "tests/autodiff/watched_cpu.hpp"

namespace pont::ad {
namespace {

// What a user would write without the primitive.
Var by_hand(Var x, Var scale, Var shift) {
  const Var centred = x - mean(x, {-1}, true);
  return centred * rsqrt(mean(square(centred), {-1}, true) + 1e-5) * scale + shift;
}

struct Inputs {
  Tape tape;
  std::vector<Var> vars;
  std::vector<Tensor> values;

  Inputs(Dtype dtype, const std::vector<Shape>& shapes) {
    for (const Shape& s : shapes) {
      vars.push_back(tape.input(s, dtype, "x"));
      values.emplace_back(s, dtype);
      with_real(dtype, [&](auto t) {
        auto x = values.back().data<decltype(t)>();
        fill_normal(Key::root(values.size()), 0, 0, static_cast<i64>(x.size()), x.data());
      });
    }
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

std::string str_of(Dtype dtype, const Shape& shape) { return std::string(name_of(dtype)) + str(shape); }

// A row of one element, rows that fill no vector, more than one block of a sum, several leading axes.
const std::vector<Shape> shapes{{7, 1}, {3, 5}, {33, 64}, {5, 2500}, {2, 3, 17}, {1000}};

TEST(Custom, KernelsHaveTheBitsOfTheirComposition) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64})
    for (const Shape& shape : shapes) {
      const Shape last{shape[shape.rank() - 1]};
      Inputs in(dtype, {shape, last, last});
      const std::vector<Var> outputs{silu(in.vars[0]), layer_norm(in.vars[0], in.vars[1], in.vars[2], 1e-5),
                                     softmax(in.vars[0], -1)};
      KernelCpu kernels;
      ComposingCpu compositions;
      EXPECT_EQ(in.run(outputs, kernels), in.run(outputs, compositions)) << str_of(dtype, shape);
      EXPECT_EQ(kernels.runs<Custom>(), 2);
      EXPECT_EQ(compositions.runs<Custom>(), 0);
    }
}

TEST(Custom, EveryKernelHasTheBitsOfItsCompositionInACase) {
  for (const Primitive* p : primitives()) {
    if (!p->composition) continue;
    const auto [from, to] = cases().equal_range(std::string(p->name));
    for (auto c = from; c != to; ++c)
      for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
        Inputs in(dtype, c->second.shapes);
        const std::vector<Var> y{c->second.f(in.vars)};
        bool recorded = false;
        for (int id = 0; id < in.tape.size(); ++id) recorded = recorded || in.tape.node(id).op == p;
        EXPECT_TRUE(recorded) << p->name << " is not in its case";
        KernelCpu kernels;
        ComposingCpu compositions;
        EXPECT_EQ(in.run(y, kernels), in.run(y, compositions)) << p->name << ' ' << name_of(dtype);
        EXPECT_EQ(kernels.runs<Custom>(), p->elementwise() ? 0 : 1) << p->name;
      }
  }
}

TEST(Custom, ATeamCutsTheRowsOfAKernelWithTheSameBits) {
  Workers workers(3);
  const std::unique_ptr<Backend> team = cpu().team(workers);
  Inputs in(Dtype::f32, {{301, 64}, {64}, {64}});
  const std::vector<Var> y{layer_norm(in.vars[0], in.vars[1], in.vars[2], 1e-5), softmax(in.vars[0], -1)};
  EXPECT_EQ(in.run(y, *team), in.run(y, cpu()));
}

TEST(Custom, SoftmaxHasTheBitsOfItsCompositionAtInfinitiesAndNaN) {
  const double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> rows{-inf, 3, inf,  inf, -inf, -inf, -inf, -inf, 0,   -0.0, -0.0, -0.0,
                                 -inf, 2, -700, 800, 1,    nan,  -inf, 2,    inf, nan,  5,    5};
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    Inputs in(dtype, {{6, 4}});
    with_real(dtype, [&](auto t) {
      std::ranges::transform(rows, in.values[0].data<decltype(t)>().begin(),
                             [](double v) { return static_cast<decltype(t)>(v); });
    });
    const std::vector<Var> y{softmax(in.vars[0], -1)};
    KernelCpu kernels;
    ComposingCpu compositions;
    const Tensor a = in.run(y, kernels)[0], b = in.run(y, compositions)[0];
    for (i64 i = 0; i < 24; ++i)
      EXPECT_TRUE(i / 4 >= 4 ? std::isnan(a.at(i)) && std::isnan(b.at(i)) : a.at(i) == b.at(i))
          << i << ": " << a.at(i);
    EXPECT_EQ(a.at(2), .5);
    EXPECT_EQ(a.at(6), .25);
  }
}

// With a second reader of x, whose cotangent comes first: the order of the sums is that of the composition.
TEST(Custom, DerivativesOfLayerNormAreThoseOfItsComposition) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    Inputs in(dtype, {{33, 20}, {20}, {20}});
    const std::span<const Var> x = in.vars;
    const auto derivatives = [&](Var y) {
      std::vector<Var> all = grad(sum(sin(x[0] + y)), x);
      const std::vector<Var> second = grad(sum(square(all[0])) + sum(all[1]), x);
      all.insert(all.end(), second.begin(), second.end());
      all.push_back(y);
      return all;
    };
    EXPECT_EQ(in.run(derivatives(layer_norm(x[0], x[1], x[2], 1e-5)), cpu()),
              in.run(derivatives(by_hand(x[0], x[1], x[2])), cpu()));
  }
}

int kernels(const Program& p) {
  return static_cast<int>(std::ranges::count(p.facts(), "custom", &InstructionFacts::kind));
}

int formulas(const Program& p) {
  int n = 0;
  for (const Instruction& ins : p.plan().instructions)
    if (const Chain* c = chain_of(ins.verb)) n += static_cast<int>(c->ops.size());
  return n;
}

TEST(Custom, TheKernelServesWhereNothingOfTheCompositionIsNeeded) {
  Inputs in(Dtype::f32, {{8, 6}, {6}, {6}});
  const Var x = in.vars[0], norm = layer_norm(x, in.vars[1], in.vars[2], 1e-5);
  EXPECT_EQ(kernels(compile({norm})), 1);
  EXPECT_EQ(compile({norm}).plan().instructions.size(), 1u);
  EXPECT_EQ(kernels(compile({norm, grad(sum(norm), in.vars[2])})), 1);  // a sum of ones, no part of it
  EXPECT_EQ(formulas(compile({silu(x)})), 1);
}

TEST(Custom, TheCompositionServesWhereAPartOfItIsComputedAnyway) {
  Inputs in(Dtype::f32, {{8, 6}, {6}, {6}});
  const Var x = in.vars[0], norm = layer_norm(x, in.vars[1], in.vars[2], 1e-5), y = silu(x);
  for (const Var other : {grad(sum(sin(norm)), x), mean(x, {-1}, true)})
    EXPECT_EQ(kernels(compile({norm, other})), 0);
  EXPECT_EQ(formulas(compile({y, sigmoid(x)})), 2);                                // sigmoid, product
  const Var g = grad(sum(y), x);                                                   // 1 (s + y (1 - s))
  EXPECT_EQ(formulas(compile({y, g})), formulas(compile({x * sigmoid(x), g})));    // one sigmoid in both
}

TEST(Custom, ErrorsAndInstructionsNameTheUsersLine) {
  Tape tape;
  const Var x = tape.input({3, 4}, Dtype::f32, "x"), s = tape.input({5}, Dtype::f32, "s");
  try {
    layer_norm(x, s, s, 1e-5);
    FAIL();
  } catch (const std::invalid_argument& e) {
    const std::string what = e.what();
    EXPECT_TRUE(what.starts_with("layer_norm: scale [5] and shift [5] given for [3, 4], [4] is needed for both (at ")) << what;
    EXPECT_NE(what.find("custom_test.cpp"), std::string::npos) << what;
  }
  const Var t = tape.input({4}, Dtype::f32, "t"), y = layer_norm(x, t, t, 1e-5);
  const std::string lines = compile({y, grad(sum(sin(y)), x)}).listing();
  EXPECT_EQ(lines.find("normalisation.cpp"), std::string::npos) << lines;
}

}  // namespace
}  // namespace pont::ad
