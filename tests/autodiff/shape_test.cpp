// Broadcasting, empty and size-one axes, and the text of shape errors.
#include "autodiff/shape.hpp"

#include <limits>

#include "tests/autodiff/check_vjp.hpp"

namespace pont::ad {
namespace {

template <class F> std::string message(F f) {
  try {
    f();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "no error";
}
std::string at(int line) { return " (at " + std::string(__FILE__) + ":" + std::to_string(line) + ")"; }

TEST(Shapes, ErrorsNameOperationShapesAndTheUsersLine) {
  Tape tape, other;
  const Var a = tape.input({2, 3}, Dtype::f64, "a"), b = tape.input({2, 4}, Dtype::f64, "b");
  const Var f = tape.input({2, 3}, Dtype::f32, "f"), o = other.input({2, 3}, Dtype::f64, "o");
  EXPECT_EQ(message([&] { a + b; }), "add: shapes [2, 3] and [2, 4] do not broadcast" + at(__LINE__));
  EXPECT_EQ(message([&] { matmul(a, a); }), "matmul: [2, 3] x [2, 3]: inner lengths 3 and 2 differ" + at(__LINE__));
  EXPECT_EQ(message([&] { a * f; }), "mul: types f64 and f32 differ; use cast" + at(__LINE__));
  EXPECT_EQ(message([&] { a - o; }), "sub: an operand belongs to another tape; record both on one tape, or pass values "
                                     "as inputs" + at(__LINE__ - 1));
  EXPECT_EQ(message([&] { reshape(a, {4}); }), "reshape: [2, 3] has 6 elements, [4] has 4" + at(__LINE__));
  EXPECT_EQ(message([&] { expand(a, {2, 4}); }), "expand: [2, 3] does not broadcast to [2, 4]" + at(__LINE__));
  EXPECT_EQ(message([&] { slice_axis(a, 1, 1, 5); }),
            "slice: [1, 5) with step 1 along axis 1 of [2, 3]; expected 0 <= start <= stop <= 3 and step >= 1" + at(__LINE__ - 1));
  EXPECT_EQ(message([&] { sum(a, {2}); }), "sum: axis 2 of a tensor of shape [2, 3]; expected -2 to 1");
  EXPECT_EQ(message([&] { gather(a, b); }), "gather: the index is f64; int64 is needed, use cast" + at(__LINE__));
  EXPECT_EQ(message([&] { grad(a, a); }), "grad: y has shape [2, 3], a scalar is needed; sum it, or give a cotangent of "
                                          "that shape as seed");
}

TEST(Shapes, TheLineOfAGradientIsTheLineOfTheForwardOperation) {
  Tape tape;
  const Var x = tape.input({2}, Dtype::f64, "x");
  const int line = __LINE__ + 1;
  const Var y = log(x);
  const Var g = grad(sum(y), x);
  EXPECT_EQ(tape.node(g.id).where.line(), static_cast<unsigned>(line));
}

TEST(Shapes, OverflowAndNegativeLengthsAreRefused) {
  EXPECT_EQ(message([] { Shape{3, -1}; }), "shape: axis 1 has negative length -1");
  EXPECT_EQ(message([] { Shape{i64{1} << 40, i64{1} << 40}; }),
            "shape: [1099511627776, 1099511627776] has more than 2^44 elements, which no memory holds");
}

TEST(Shapes, NoOperationMultipliesSizesPastTheirLimit) {
  constexpr i64 long_axis = i64{1} << 43, huge = i64{1} << 61;
  Tape tape;
  const Var row = tape.input({1, long_axis}, Dtype::f64, "row"), column = tape.input({long_axis, 1}, Dtype::f64, "c");
  const Var x = tape.input({2, 3}, Dtype::f64, "x"), index = tape.input({2}, Dtype::i64, "i");
  const Var step = tape.scalar(0, Dtype::i64);
  const std::vector<std::pair<const char*, std::function<void()>>> beyond{
      {"Shape", [&] { Shape{huge}; }},
      {"Shape with an empty axis", [&] { Shape{huge, 0}; }},
      {"Tensor", [&] { Tensor({huge}, Dtype::f64); }},
      {"input", [&] { tape.input({huge / 2, 2}, Dtype::f32, "h"); }},
      {"add", [&] { row + column; }},
      {"matmul", [&] { matmul(column, row); }},
      {"matmul of transposed", [&] { matmul(row, column, true, true); }},
      {"reshape", [&] { reshape(x, {huge, 0}); }},
      {"expand", [&] { expand(x, {huge, 2, 3}); }},
      {"concat", [&] { concat({row, row, row}, 1); }},
      {"pad low", [&] { pad(x, {huge, 0}, {0, 0}); }},
      {"pad to a wrapped length", [&] { pad(x, {std::numeric_limits<i64>::max(), 0}, {std::numeric_limits<i64>::max(), 0}); }},
      {"pad between", [&] { pad(x, {0, 0}, {0, 0}, {0, std::numeric_limits<i64>::max()}); }},
      {"gather", [&] { gather(reshape(row, {long_axis, 1}), index); gather(row, tape.input({4}, Dtype::i64, "j")); }},
      {"scatter_add", [&] { scatter_add(x, index, huge); }},
      {"uniform", [&] { uniform(step, step, Key::root(1), {huge}, Dtype::f32); }},
      {"normal", [&] { normal(step, step, Key::root(1), {2, huge}, Dtype::f32); }}};
  for (const auto& [name, f] : beyond) EXPECT_NE(message(f), "no error") << name;
}

TEST(Shapes, ShortAxesBesideLongOnesStayLegal) {
  constexpr i64 length = i64{1} << 40;
  Tape tape;
  const Var row = tape.input({3, length}, Dtype::f32, "row"), x = tape.input({3, 4}, Dtype::f32, "x");
  EXPECT_EQ(transpose(row).shape(), (Shape{length, 3}));
  EXPECT_EQ(matmul(row, x, true).shape(), (Shape{length, 4}));
  EXPECT_EQ(matmul(x, row, true).shape(), (Shape{4, length}));
  EXPECT_EQ(slice(x, {0, 0}, {3, 4}, {std::numeric_limits<i64>::max(), 2}).shape(), (Shape{1, 2}));
}

TEST(Shapes, EmptyAndSizeOneAxesAreLegal) {
  Tape tape;
  const Var empty = tape.input({0, 3}, Dtype::f64, "e"), row = tape.input({1, 3}, Dtype::f64, "r");
  const Var total = sum(exp(empty) + row), y = matmul(empty, transpose(row)), z = matmul(transpose(empty), empty);
  const Var g = grad(total, row);
  Program p = compile({total, y, z, g});
  p.run();
  EXPECT_EQ(p.get(total).at(0), 0);
  EXPECT_EQ(p.get(y).shape(), (Shape{0, 1}));
  EXPECT_EQ(p.get(z), Tensor({3, 3}, Dtype::f64));
  EXPECT_EQ(p.get(g), Tensor({1, 3}, Dtype::f64));
  EXPECT_EQ(message([&] { max(empty, {0}); }).substr(0, 54), "max: no elements along the axes of a tensor of shape [");
}

TEST(Shapes, BroadcastingFollowsNumPy) {
  Tape tape;
  const Var a = tape.constant(Tensor::of<double>({2, 1}, std::vector<double>{10, 20}));
  const Var b = tape.constant(Tensor::of<double>({3}, std::vector<double>{1, 2, 3}));
  EXPECT_EQ(eval(a + b), Tensor::of<double>({2, 3}, std::vector<double>{11, 12, 13, 21, 22, 23}));
  const Var c = tape.constant(Tensor::of<double>({2, 1, 2}, std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(eval(c * reshape(b, {1, 3, 1})),
            Tensor::of<double>({2, 3, 2}, std::vector<double>{1, 2, 2, 4, 3, 6, 3, 4, 6, 8, 9, 12}));
}

TEST(Shapes, ReductionsAgreeWithLoops) {
  const Tensor x = random_tensor({4, 70, 33}, Key::root(2), -1, 1);
  Tape tape;
  const Var v = tape.constant(x);
  for (int axis = 0; axis < 3; ++axis) {
    const Tensor s = eval(sum(v, {axis}, true)), top = eval(max(v, {axis}, true)), at = eval(argmax(v, axis));
    const auto stride = contiguous_strides(x.shape());
    for (i64 i = 0; i < s.shape().size(); ++i) {
      i64 base = 0, rest = i;
      for (int a = 2; a >= 0; --a) {
        base += rest % s.shape()[a] * stride[a];
        rest /= s.shape()[a];
      }
      double expected = 0, largest = -2;
      i64 where = 0;
      for (i64 k = 0; k < x.shape()[axis]; ++k) {
        const double e = x.at(base + k * stride[axis]);
        expected += e;
        if (e > largest) largest = e, where = k;
      }
      ASSERT_NEAR(s.at(i), expected, 1e-13 * 70);
      ASSERT_EQ(top.at(i), largest);
      ASSERT_EQ(at.at(i), static_cast<double>(where));
    }
  }
}

TEST(Shapes, SummationErrorGrowsSlowly) {
  Tape tape;
  const i64 n = 1 << 22;  // a running float sum of these loses two digits; here the bound is log2(n) roundings
  const Var tenths = expand(tape.scalar(0.1, Dtype::f32), {n});
  const double exact = static_cast<double>(0.1f) * static_cast<double>(n);
  EXPECT_NEAR(eval(sum(tenths)).at(0), exact, 22 * 0x1p-24 * exact);
  EXPECT_GT(std::abs(eval(slice_axis(cumsum(tenths, 0), 0, n - 1, n)).at(0) - exact), 22 * 0x1p-24 * exact);
}

TEST(Shapes, GatherChecksItsIndex) {
  Tape tape;
  const Var x = tape.input({3, 2}, Dtype::f64, "x");
  const Var bad = gather(x, tape.constant(Tensor::of<i64>({1}, std::vector<i64>{3})));
  EXPECT_THROW(
      {
        try {
          eval(bad);
        } catch (const std::out_of_range& e) {
          EXPECT_STREQ(e.what(), "gather: index 3 into 3 rows; expected 0 to 2");
          throw;
        }
      },
      std::out_of_range);
}

}  // namespace
}  // namespace pont::ad
