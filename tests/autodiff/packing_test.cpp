// Right factors that are packed once for many runs: when they are, when they are packed again, and that
// results keep their bits.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "autodiff/compile.hpp"
#include "autodiff/workers.hpp"
#include "tests/autodiff/random_program.hpp"
#include "tests/autodiff/watched_cpu.hpp"

namespace pont::ad {
namespace {

Tensor values_of(Var v, u64 seed) {
  Tensor t(v.shape(), v.dtype());
  with_real(v.dtype(), [&](auto x) {
    auto values = t.data<decltype(x)>();
    fill_normal(Key::root(seed) / "values", 0, 0, static_cast<i64>(values.size()), values.data());
  });
  return t;
}

// Two layers and all gradients: w and v are right factors forward, transposed backward. A product of each
// kind is part of a chain.
struct Network {
  Tape tape;
  Var x, w, v;
  std::vector<Var> outputs;
  explicit Network(Dtype dtype, i64 width = 40)
      : x(tape.input({50, 5}, dtype, "x")),
        w(tape.input({5, width}, dtype, "w")),
        v(tape.input({width, 33}, dtype, "v")) {
    const Var y = tanh(matmul(tanh(matmul(x, w)), v));
    outputs = grad(mean(square(y)), std::vector{x, w, v});
    outputs.push_back(y);
  }
  std::vector<Var> fixed() const { return {w, v}; }
  void set_all(Program& p, u64 seed) const {
    for (const Var& input : {x, w, v}) p.set(input, values_of(input, seed + static_cast<u64>(input.id)));
  }
};

std::vector<Tensor> results(Program& p, const std::vector<Var>& outputs) {
  p.run();
  std::vector<Tensor> values;
  for (const Var& out : outputs) values.push_back(p.get(out));
  return values;
}

// Memory of the preparation belongs to one result each, and nobody else writes there.
void expect_no_overlap(const Program& p) {
  const MemoryPlan& plan = p.plan();
  const auto& list = plan.instructions;
  std::size_t end = 0;
  for (std::size_t i = 0; i < list.size(); ++i)
    for (int o = 0; o < list[i].outputs; ++o) {
      const Address at = list[i].addresses[static_cast<std::size_t>(o)];
      ASSERT_EQ(at.base == MemoryPlan::prepared, i < plan.preparation) << p.listing();
      if (i >= plan.preparation) continue;
      EXPECT_GE(at.offset, end);
      const Pack& pack = std::get<Pack>(list[i].verb);
      end = at.offset + static_cast<std::size_t>(pack.elements) * size_of(pack.dtype);
    }
  EXPECT_LE(end, plan.prepared_bytes);
  for (const Block& b : plan.blocks)
    EXPECT_GE(b.first, static_cast<int>(plan.preparation)) << "a block of the arena is no result of it";
}

constexpr int packs = 4;  // of the network: two factors, each as it is and transposed

TEST(Packing, HappensOnceAndAgainAfterEveryChangeAndKeepsTheBits) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    const Network n(dtype);
    PackingCpu device;
    Program p = compile(n.outputs, {}, device, n.fixed()), plain = compile(n.outputs);
    expect_no_overlap(p);
    int expected = 0;
    const auto expect = [&](int more, const char* after) {
      for (int replay = 0; replay < 3; ++replay)
        EXPECT_TRUE(results(p, n.outputs) == results(plain, n.outputs)) << after;
      EXPECT_EQ(device.runs<Pack>(), expected += more) << after;
    };
    expect(packs, "the first run");
    for (Program* program : {&p, &plain}) n.set_all(*program, 1);
    expect(packs, "new values");
    for (Program* program : {&p, &plain}) program->set(n.x, values_of(n.x, 20));
    expect(0, "a change of what is not fixed");
    for (Program* program : {&p, &plain}) program->set(n.v, values_of(n.v, 30));
    expect(packs, "a change of one factor");
    Tensor w = values_of(n.w, 40);
    for (Program* program : {&p, &plain}) program->bind(n.w, w.bytes());
    expect(packs, "a binding");
    std::ranges::copy(values_of(n.w, 50).bytes(), w.bytes().begin());
    p.refresh();
    expect(packs, "a change of bound memory");
    Program replica = p.replica();
    n.set_all(replica, 60);
    n.set_all(plain, 60);
    EXPECT_TRUE(results(replica, n.outputs) == results(plain, n.outputs)) << "a replica";
  }
}

TEST(Packing, AFailureInBetweenIsNotTakenForSuccess) {
  const Network n(Dtype::f32);
  Program p = compile(n.outputs, {}, cpu(), n.fixed()), plain = compile(n.outputs);
  for (Program* program : {&p, &plain}) n.set_all(*program, 1);
  Tensor broken = values_of(n.w, 2);
  broken.data<float>()[7] = std::numeric_limits<float>::infinity();
  std::string messages[2];
  for (int k = 0; k < 2; ++k) {
    Program& program = k == 0 ? p : plain;
    program.set(n.w, broken);
    try {
      program.run_checked();
    } catch (const NonFinite& e) {
      messages[k] = e.what();
    }
    program.set(n.w, values_of(n.w, 3));
    program.run_checked();
  }
  EXPECT_EQ(messages[0], messages[1]);  // names the product that meets the infinity, not the packing
  EXPECT_NE(messages[0], "");
  EXPECT_TRUE(results(p, n.outputs) == results(plain, n.outputs));
}

TEST(Packing, IsTimedWhenItHappens) {
  const Network n(Dtype::f32);
  Program p = compile(n.outputs, {}, cpu(), n.fixed());
  ASSERT_EQ(p.plan().preparation, static_cast<std::size_t>(packs));
  for (int k = 0; k < packs; ++k) EXPECT_EQ(p.facts()[static_cast<std::size_t>(k)].kind, "packing");
  std::vector<double> first(p.plan().instructions.size()), second(first);
  p.run_timed(first);
  p.run_timed(second);
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_GT(first[i], 0);
    EXPECT_EQ(second[i] > 0, i >= p.plan().preparation) << i;
  }
}

// Both where the workers share the work of packing, and where it is too little for that.
TEST(Packing, ReplicasShareIt) {
  for (const i64 width : {40, 6000}) {
    const Network n(Dtype::f32, width);
    PackingCpu device;
    Workers workers(3, device);
    Program p = compile(n.outputs, {}, device, n.fixed()), q = p.replica(), plain = compile(n.outputs);
    const std::size_t alone = q.owned_bytes();
    q.share_preparation(p);
    EXPECT_EQ(q.owned_bytes() + p.plan().prepared_bytes, alone);
    Tensor w = values_of(n.w, 1), v = values_of(n.v, 2);
    for (Program* program : {&p, &q, &plain}) {
      program->bind(n.w, w.bytes());
      program->bind(n.v, v.bytes());
    }
    for (int step = 1; step <= 3; ++step) {
      std::ranges::copy(values_of(n.w, static_cast<u64>(step) * 10).bytes(), w.bytes().begin());
      q.refresh();
      p.prepare(workers);
      EXPECT_TRUE(results(p, n.outputs) == results(plain, n.outputs)) << width;
      EXPECT_TRUE(results(q, n.outputs) == results(plain, n.outputs)) << width;
      EXPECT_EQ(device.runs<Pack>(), step * packs);
    }
  }
}

TEST(Packing, KeepsTheBitsOfRandomPrograms) {
  std::size_t found = 0;
  for (u64 seed = 0; seed < 200; ++seed) {
    Tape tape;
    const RandomProgram r = random_program(tape, Key::root(seed));
    std::vector<Var> inputs;
    for (const auto& [input, value] : r.inputs) inputs.push_back(input);
    Program fixed = compile(r.outputs, {}, cpu(), inputs), plain = compile(r.outputs);
    for (int round = 0; round < 2; ++round) {
      for (Program* program : {&fixed, &plain})
        for (const auto& [input, value] : r.inputs)
          program->set(input, round == 0 ? value : values_of(input, seed));
      ASSERT_TRUE(results(fixed, r.outputs) == results(plain, r.outputs)) << fixed.listing();
    }
    expect_no_overlap(fixed);
    found += fixed.plan().preparation;
  }
  EXPECT_GT(found, 10u);
}

TEST(Packing, IsLeftOutWhereTheBackendReadsFactorsAsTheyLie) {
  const Network n(Dtype::f32);
  PlainCpu plain;
  EXPECT_EQ(compile(n.outputs, {}, plain, n.fixed()).plan().preparation, 0u);
}

}  // namespace
}  // namespace pont::ad
