// Compiled programs against an interpreter that evaluates one instruction at a time, and the plan's
// invariants.
#include "autodiff/program.hpp"

#include <cmath>

#include "autodiff/primitive.hpp"
#include "tests/autodiff/check_vjp.hpp"
#include "tests/autodiff/random_program.hpp"

namespace pont::ad {
namespace {

// Values of all nodes, each computed by a program of its own: nothing is fused, shared, or updated in place.
std::vector<Tensor> interpret(const Tape& tape, const std::vector<std::pair<Var, Tensor>>& inputs) {
  std::vector<Tensor> value;
  for (int id = 0; id < tape.size(); ++id) {
    const Node& n = tape.node(id);
    const auto given =
        std::find_if(inputs.begin(), inputs.end(), [&](const auto& i) { return i.first.id == id; });
    if (given != inputs.end()) {
      value.push_back(given->second);
      continue;
    }
    Tape one;
    std::vector<Var> in;
    for (int i : n.in) in.push_back(one.constant(value[i]));
    value.push_back(eval(one.record(*n.op, in, n.attr, n.where)));
  }
  return value;
}

bool overlap(const Block& a, const Block& b) {
  return a.bytes > 0 && b.bytes > 0 && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
}

class RandomPrograms : public testing::TestWithParam<int> {};

TEST_P(RandomPrograms, EqualTheInterpreterBitForBit) {
  Tape tape;
  const RandomProgram r = random_program(tape, Key::root(static_cast<u64>(GetParam())));
  Program p = compile(r.outputs);
  for (const auto& [var, tensor] : r.inputs) p.set(var, tensor);
  const std::vector<Tensor> expected = interpret(tape, r.inputs);
  for (int replay = 0; replay < 2; ++replay) {
    p.run();
    for (const Var& out : r.outputs)
      ASSERT_TRUE(p.get(out) == expected[out.id]) << "output " << out.id << "\n" << p.listing();
  }
}

TEST_P(RandomPrograms, NoTwoLiveBlocksOverlap) {
  Tape tape;
  const RandomProgram r = random_program(tape, Key::root(static_cast<u64>(GetParam())));
  const Program p = compile(r.outputs);
  const auto& blocks = p.plan().blocks;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    EXPECT_LE(blocks[i].offset + blocks[i].bytes, p.arena_bytes());
    for (std::size_t j = 0; j < i; ++j) {
      const Block &a = blocks[j], &b = blocks[i];  // in order of their first instruction
      const bool handed_over = b.shares == a.value && a.last == b.first;
      const bool disjoint_in_time = b.first > a.last || handed_over;
      EXPECT_TRUE(disjoint_in_time || !overlap(a, b)) << p.listing();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPrograms, testing::Range(0, 40));

TEST(Program, FusesAnElementwiseChainIntoOneInstruction) {
  Tape tape;
  const Var x = tape.input({3, 5}, Dtype::f32, "x"), b = tape.input({5}, Dtype::f32, "b");
  const Program p = compile({tanh(2 * (x + b)) * x});
  EXPECT_EQ(p.plan().instructions.size(), 1u) << p.listing();
  EXPECT_TRUE(p.plan().blocks.empty());
}

int count_of(const Program& p, std::string_view kind) {
  int n = 0;
  for (const InstructionFacts& f : p.facts()) n += f.kind == kind;
  return n;
}

TEST(Program, AProductMovesIntoTheChainThatAloneReadsIt) {
  Tape tape;
  const Var x = tape.input({9, 5}, Dtype::f32, "x"), w = tape.input({5, 7}, Dtype::f32, "w"),
            b = tape.input({7}, Dtype::f32, "b");
  const Var product = matmul(x, w), y = silu(product + b);
  const Program fused = compile({y}), read_twice = compile({y, sum(product, {0})}),
                kept = compile({y, product});
  EXPECT_EQ(fused.plan().instructions.size(), 1u) << fused.listing();
  EXPECT_EQ(count_of(fused, "product+chain"), 1);
  EXPECT_EQ(count_of(read_twice, "product"), 1) << read_twice.listing();
  EXPECT_EQ(count_of(kept, "product"), 1) << kept.listing();
}

// Many blocks of rows, columns that fill no vector, operands of every kind; residual and reshaped products.
TEST(Program, FusedProductsEqualTheInterpreterBitForBit) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    Tape tape;
    std::vector<std::pair<Var, Tensor>> inputs;
    const auto input = [&](Shape s) {
      inputs.emplace_back(tape.input(s, dtype, "x"), Tensor(s, dtype));
      with_real(dtype, [&](auto t) {
        auto values = inputs.back().second.data<decltype(t)>();
        fill_normal(Key::root(inputs.size()), 0, 0, static_cast<i64>(values.size()), values.data());
      });
      return inputs.back().first;
    };
    const Var x = input({2, 100, 40}), w = input({40, 130}), b = input({130}), row = input({2, 100, 1}),
              v = input({130, 40});
    const Var h = tanh(matmul(x, w) * row + b), y = x + 0.5 * matmul(h, v), loss = mean(square(y));
    std::vector<Var> outputs = grad(loss, std::vector{x, w, b, row, v});
    outputs.push_back(y);
    Program p = compile(outputs);
    for (const auto& [var, tensor] : inputs) p.set(var, tensor);
    p.run();
    EXPECT_GE(count_of(p, "product+chain"), 3) << p.listing();
    const std::vector<Tensor> expected = interpret(tape, inputs);
    for (const Var& out : outputs) EXPECT_TRUE(p.get(out) == expected[out.id]) << p.listing();
  }
}

TEST(Program, PiecesOfAConcatenationAreComputedAtTheirPlace) {
  Tape tape;
  const Var x = tape.input({4, 3}, Dtype::f64, "x"), w = tape.input({3, 3}, Dtype::f64, "w");
  const Var product = matmul(x, w), sums = sum(x, {0});
  const Var flat = concat({reshape(product, {12}), sums, reshape(product, {12})}, 0);
  Program p = compile({flat});
  EXPECT_EQ(count_of(p, "copy"), 1) << p.listing();  // the product cannot be in two places
  p.set(x, random_tensor({4, 3}, Key::root(1), -1, 1));
  p.set(w, random_tensor({3, 3}, Key::root(2), -1, 1));
  p.run();
  for (int i = 0; i < 12; ++i) EXPECT_EQ(p.get(flat).at(i), p.get(flat).at(15 + i));
  EXPECT_EQ(count_of(compile({concat({reshape(x, {12}), sums}, 0)}), "copy"),
            1);  // an input stays where it is
}

TEST(Program, TimedRunsGiveTheSameBitsAndATimeForEachInstruction) {
  Tape tape;
  const Var x = tape.input({64}, Dtype::f32, "x"), y = sum(exp(x));
  Program p = compile({y}), q = p.replica();
  std::vector<double> seconds(p.plan().instructions.size());
  p.run();
  q.run_timed(seconds);
  EXPECT_EQ(p.get(y), q.get(y));
  for (const double s : seconds) EXPECT_GT(s, 0);
}

TEST(Program, SharesCommonSubexpressionsAndDropsDeadCode) {
  Tape tape;
  const Var x = tape.input({3, 3}, Dtype::f64, "x");
  const Var unused = exp(matmul(x, x)) + matmul(x, x, true, false);
  const Var y = matmul(x, x) + transpose(matmul(x, x));
  (void)unused;
  const Program p = compile({y});
  int products = 0;
  for (const Instruction& i : p.plan().instructions) products += std::holds_alternative<Gemm>(i.verb);
  EXPECT_EQ(products, 1);
}

TEST(Program, ViewsCostNothing) {
  Tape tape;
  const Var flat = tape.input({20}, Dtype::f32, "flat"), x = tape.input({3, 4}, Dtype::f32, "x");
  const Var w = reshape(slice_axis(flat, 0, 4, 20), {4, 4});
  const Program p = compile({matmul(x, w)});
  EXPECT_EQ(p.plan().instructions.size(), 1u) << p.listing();
}

TEST(Program, UpdatesStatesInPlace) {
  Tape tape;
  const Var w = tape.input({100}, Dtype::f32, "w"), m = tape.input({100}, Dtype::f32, "m"),
            g = tape.input({100}, Dtype::f32, "g");
  const Var m1 = 0.5 * m + g, w1 = w - 0.25 * m1;
  Program p = compile({}, {{w, w1}, {m, m1}});
  EXPECT_EQ(p.plan().instructions.size(), 1u) << p.listing();
  EXPECT_EQ(p.plan().blocks.size(), 0u);
  Tensor ones({100}, Dtype::f32);
  for (float& v : ones.data<float>()) v = 1;
  p.set(w, ones);
  p.set(g, ones);
  p.run();
  p.run();
  EXPECT_EQ(p.get(m).at(7), 1.5);
  EXPECT_EQ(p.get(w).at(99), 1 - .25 - .25 * 1.5);
}

TEST(Program, StatesThatExchangeValues) {
  Tape tape;
  const Var a = tape.input({2}, Dtype::f64, "a"), b = tape.input({2}, Dtype::f64, "b");
  Program p = compile({a + b}, {{a, b}, {b, a}});
  p.set(a, Tensor::of<double>({2}, std::vector<double>{1, 2}));
  p.set(b, Tensor::of<double>({2}, std::vector<double>{3, 4}));
  p.run();
  EXPECT_EQ(p.get(a).at(0), 3);
  EXPECT_EQ(p.get(b).at(1), 2);
}

TEST(Program, AStateReadAfterItsNewValueIsKnownKeepsTheOldValue) {
  Tape tape;
  const Var s = tape.input({4}, Dtype::f64, "s");
  const Var next = s + 1;
  const Var late = sum(matmul(reshape(next, {1, 4}), reshape(s, {4, 1})));  // reads both
  Program p = compile({late}, {{s, next}});
  p.set(s, Tensor::of<double>({4}, std::vector<double>{1, 1, 1, 1}));
  p.run();
  EXPECT_EQ(p.get(late).at(0), 8);
  EXPECT_EQ(p.get(s).at(0), 2);
}

TEST(Program, AChainOfAHundredThousandInstructionsDifferentiatesWithoutRecursion) {
  Tape tape;
  const Var x = tape.input({2, 2}, Dtype::f64, "x");
  Var y = x;
  for (int i = 0; i < 50'000; ++i) y = i % 50 == 0 ? matmul(y, x) : sin(y) + y * 1e-3;
  const Var g = grad(sum(y), x);
  Program p = compile({g});
  p.set(x, random_tensor({2, 2}, Key::root(3), .1, .5));
  p.run();
  EXPECT_TRUE(std::isfinite(p.get(g).at(0)));
  EXPECT_GT(tape.size(), 100'000);
}

TEST(Program, ReplicasAgreeAndAreIndependent) {
  Tape tape;
  const Var x = tape.input({64}, Dtype::f32, "x"), y = exp(sin(x));
  Program p = compile({y});
  Program q = p.replica();
  const Tensor one = Tensor::of<float>({64}, std::vector<float>(64, 1.f));
  q.set(x, one);
  p.run();
  q.run();
  EXPECT_EQ(p.get(y).at(5), 1);
  p.set(x, one);
  p.run();
  EXPECT_EQ(p.get(y), q.get(y));
}

TEST(Program, BoundMemoryIsReadAndWritten) {
  Tape tape;
  const Var x = tape.input({3}, Dtype::f64, "x"), y = 2 * x;
  Program p = compile({y});
  std::vector<double> in{1, 2, 3}, out(3);
  p.bind<double>(x, in);
  p.bind<double>(y, out);
  p.run();
  EXPECT_EQ(out, (std::vector<double>{2, 4, 6}));
}

TEST(Program, CheckedRunNamesTheFirstInstructionThatFails) {
  Tape tape;
  const Var x = tape.input({2}, Dtype::f64, "x");
  Var y;
  {
    const Tape::Scope scope(tape, "net");
    const Tape::Scope inner(tape, "hidden1");
    y = log(x);
  }
  Program p = compile({sum(y)});
  p.set(x, Tensor::of<double>({2}, std::vector<double>{1, -1}));
  try {
    p.run_checked();
    FAIL();
  } catch (const NonFinite& e) {
    EXPECT_TRUE(std::string(e.what()).starts_with(
                    "first non-finite value: nan in element 1 of the [2] result of 'log', "
                    "module net/hidden1, ") ||
                std::string(e.what()).starts_with(
                    "first non-finite value: -nan in element 1 of the [2] result of 'log', "
                    "module net/hidden1, "))
        << e.what();
  }
}

TEST(Program, DrawsFollowTheStepAndTheGlobalRow) {
  Tape tape;
  const Var step = tape.input({}, Dtype::i64, "step"), first = tape.input({}, Dtype::i64, "first");
  const Var z = normal(step, first, Key::root(5) / "z", {4, 3}, Dtype::f32);
  Program p = compile({z});
  const auto draw = [&](i64 s, i64 f) {
    p.set(step, Tensor::scalar(s));
    p.set(first, Tensor::scalar(f));
    p.run();
    return p.get(z);
  };
  const Tensor a = draw(1, 0), b = draw(1, 2), c = draw(2, 0);
  for (int j = 0; j < 6; ++j) EXPECT_EQ(a.at(6 + j), b.at(j));
  EXPECT_NE(a, c);
  EXPECT_EQ(a, draw(1, 0));
}

}  // namespace
}  // namespace pont::ad
