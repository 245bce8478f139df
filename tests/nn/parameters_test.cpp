// The table of parameters: names, layout, initial values, views.
#include "nn/parameters.hpp"

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::Key;
using ad::Tensor;
using ad::Var;

const Key key = Key::root(7) / "parameters";

TEST(Parameters, RowsAreContiguousAndNamedByScope) {
  Parameters p;
  {
    const Parameters::Scope net(p, "net"), hidden(p, "hidden1");
    EXPECT_EQ(p.scope(), "net/hidden1");
    p.add("weight", {3, 4}, {3, 4}, zeros());
    p.add("bias", {4}, {3, 4}, zeros());
  }
  p.add("temperature", {}, {}, constant(2));
  EXPECT_EQ(p.scope(), "");
  EXPECT_EQ(p.rows()[0].name, "net/hidden1/weight");
  EXPECT_EQ(p.rows()[1].name, "net/hidden1/bias");
  EXPECT_EQ(p.rows()[2].name, "temperature");
  ad::i64 next = 0;
  for (const Parameter& row : p.rows()) {
    EXPECT_EQ(row.offset, next) << row.name;
    next += row.shape.size();
  }
  EXPECT_EQ(p.size(), 17);
}

TEST(Parameters, InitialValuesDependOnTheNameAlone) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    Parameters one(dtype), two(dtype);
    one.add("a", {5}, {}, uniform(1));
    two.add("new", {3}, {}, uniform(1));
    two.add("a", {5}, {}, uniform(1));
    const Tensor x = one.initial(key), y = two.initial(key), z = two.initial(key / "other");
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(x.at(i), y.at(3 + i));
      EXPECT_NE(x.at(i), z.at(3 + i));
    }
    for (int i = 0; i < 3; ++i) EXPECT_NE(y.at(i), y.at(3 + i));
  }
}

TEST(Parameters, SinglePrecisionStartsAtTheRoundedDoubleValues) {
  Parameters f(Dtype::f32), d(Dtype::f64);
  for (Parameters* p : {&f, &d}) p->add("a", {100}, {}, uniform(1));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(f.initial(key).at(i), static_cast<float>(d.initial(key).at(i)));
}

TEST(Parameters, ViewsAndFlattenAreInverse) {
  Parameters p(Dtype::f64);
  p.add("a", {2, 3}, {}, uniform(1));
  p.add("b", {}, {}, uniform(1));
  p.add("c", {4}, {}, uniform(1));
  ad::Tape tape;
  const Var flat = tape.input({p.size()}, Dtype::f64, "flat");
  const std::vector<Var> views = p.views(flat);
  ASSERT_EQ(views.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(views[i].shape(), p.rows()[i].shape);
  const Var again = p.flatten(views), c = views[2] + 0;
  ad::Program program = ad::compile({again, c});
  const Tensor start = p.initial(key);
  program.set(flat, start);
  program.run();
  EXPECT_EQ(program.get(again), start);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(program.get(c).at(i), start.at(7 + i));
}

TEST(Parameters, ViewsCopyNothing) {
  Parameters p;
  p.add("a", {6}, {}, zeros());
  p.add("w", {2, 3}, {}, zeros());
  ad::Tape tape;
  const Var flat = tape.input({p.size()}, Dtype::f32, "flat"), x = tape.input({5, 2}, Dtype::f32, "x");
  const ad::Program program = ad::compile({ad::matmul(x, p.views(flat)[1])});
  EXPECT_EQ(program.plan().instructions.size(), 1u) << program.listing();
}

TEST(Parameters, Refuses) {
  Parameters p;
  const Parameters::Scope scope(p, "net");
  p.add("weight", {2}, {}, zeros());
  p.add("wrong", {2}, {}, [](const ad::Shape&, Fan, Key) { return std::vector<double>(3); });
  expect_refusal([&] { p.add("weight", {2}, {}, zeros()); }, "parameters: 'net/weight' is already there");
  expect_refusal([&] { p.initial(key); }, "the initialiser of 'net/wrong' gave 3 values, expected 2 for [2]");
  expect_refusal([] { Parameters(Dtype::i64); }, "element type i64 given, expected f32 or f64");
  ad::Tape tape;
  const Var flat = tape.input({3}, Dtype::f64, "flat");
  expect_refusal([&] { p.views(flat); }, "f64 [3] given as flat buffer, expected f32 [4]");
  expect_refusal([&] { p.flatten(std::vector{flat}); },
                 "1 values to flatten, expected one for each of the 2 rows");
  expect_refusal(
      [&] {
        p.flatten(std::vector{flat, flat});
      },
      "shape [3] to flatten for 'net/weight', expected [2]");
}

}  // namespace
}  // namespace pont::nn
