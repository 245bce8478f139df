// Replays of a compiled program: its states, replicas, bound memory, draws, and what a failing value is said
// to be.
#include "autodiff/compile.hpp"
#include "tests/autodiff/check_vjp.hpp"

namespace pont::ad {
namespace {

TEST(ProgramReplay, TimedRunsGiveTheSameBitsAndATimeForEachInstruction) {
  Tape tape;
  const Var x = tape.input({64}, Dtype::f32, "x"), y = sum(exp(x));
  Program p = compile({y}), q = p.replica();
  std::vector<double> seconds(p.plan().instructions.size());
  p.run();
  q.run_timed(seconds);
  EXPECT_EQ(p.get(y), q.get(y));
  for (const double s : seconds) EXPECT_GT(s, 0);
}

TEST(ProgramReplay, ReplicasReadTheConstantsOfTheFirstAndOutliveIt) {
  Tape tape;
  Tensor table({1000}, Dtype::f32);
  for (float& v : table.data<float>()) v = 3;
  const Var x = tape.input({1000}, Dtype::f32, "x"), y = sum(tape.constant(table) * exp(x));
  auto first = std::make_unique<Program>(compile({y}));
  Program replica = first->replica();
  EXPECT_EQ(first->owned_bytes() - replica.owned_bytes(), first->plan().constant_bytes);
  EXPECT_GE(first->plan().constant_bytes, 4000u);
  first->run();
  const Tensor value = first->get(y);
  first.reset();
  replica.run();
  EXPECT_EQ(replica.get(y), value);
  EXPECT_EQ(value.at(0), 3000);
}

TEST(ProgramReplay, UpdatesStatesInPlace) {
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

TEST(ProgramReplay, StatesThatExchangeValues) {
  Tape tape;
  const Var a = tape.input({2}, Dtype::f64, "a"), b = tape.input({2}, Dtype::f64, "b");
  Program p = compile({a + b}, {{a, b}, {b, a}});
  p.set(a, Tensor::of<double>({2}, std::vector<double>{1, 2}));
  p.set(b, Tensor::of<double>({2}, std::vector<double>{3, 4}));
  p.run();
  EXPECT_EQ(p.get(a).at(0), 3);
  EXPECT_EQ(p.get(b).at(1), 2);
}

TEST(ProgramReplay, AStateReadAfterItsNewValueIsKnownKeepsTheOldValue) {
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

TEST(ProgramReplay, ReplicasAgreeAndAreIndependent) {
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

TEST(ProgramReplay, BoundMemoryIsReadAndWritten) {
  Tape tape;
  const Var x = tape.input({3}, Dtype::f64, "x"), y = 2 * x;
  Program p = compile({y});
  std::vector<double> in{1, 2, 3}, out(3);
  p.bind<double>(x, in);
  p.bind<double>(y, out);
  p.run();
  EXPECT_EQ(out, (std::vector<double>{2, 4, 6}));
}

TEST(ProgramReplay, CheckedRunNamesTheFirstInstructionThatFails) {
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

TEST(ProgramReplay, DrawsFollowTheStepAndTheGlobalRow) {
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
