// Compiled programs against an interpreter that evaluates one instruction at a time, and the plan's
// invariants.
#include "autodiff/compile.hpp"

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

}  // namespace
}  // namespace pont::ad
