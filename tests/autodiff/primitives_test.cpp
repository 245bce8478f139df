// Every primitive at orders 1 and 2 along random directions; a row of the table without a case fails.
#include <set>

#include "tests/autodiff/primitive_cases.hpp"

namespace pont::ad {
namespace {

TEST(Primitives, EveryRowHasACase) {
  std::set<std::string> known;
  for (const Primitive* p : primitives()) {
    const std::string name(p->name);
    EXPECT_TRUE(known.insert(name).second) << name << " stands twice in the table";
    EXPECT_NE(cases().contains(name), without_cotangent().contains(name))
        << "no test case for primitive " << name;
  }
  for (const auto& [name, c] : cases()) EXPECT_TRUE(known.contains(name)) << name << " is no primitive";
}

TEST(Primitives, DerivativesOfOrderOneAndTwo) {
  const Key key = Key::root(7) / "primitives";
  std::uint64_t n = 0;
  for (const auto& [name, c] : cases()) {
    std::vector<Tensor> x;
    for (std::size_t i = 0; i < c.shapes.size(); ++i)
      x.push_back(random_tensor(c.shapes[i], key / name / n / i, c.low, c.high));
    check_vjp(name, c.f, x, key / name / n);
    ++n;
  }
}

TEST(Primitives, NoCotangentFlowsThroughPiecewiseConstants) {
  for (auto f : {sign, floor}) {
    Tape tape;
    const Var x = tape.input({3}, Dtype::f64, "x");
    EXPECT_EQ(eval(grad(sum(f({x})), x)), Tensor({3}, Dtype::f64));
  }
  for (auto f : {less, less_equal, equal}) {
    Tape tape;
    const Var x = tape.input({3}, Dtype::f64, "x");
    EXPECT_EQ(eval(grad(sum(f(x, 2 * x)), x)), Tensor({3}, Dtype::f64));
  }
}

TEST(Primitives, ComposedOperations) {
  using X = std::span<const Var>;
  const Key key = Key::root(8);
  const std::vector<std::pair<const char*, Function>> table{
      {"square", [](X x) { return square(x[0]); }},
      {"relu", [](X x) { return relu(x[0]); }},
      {"leaky_relu", [](X x) { return leaky_relu(x[0]); }},
      {"elu", [](X x) { return elu(x[0]); }},
      {"selu", [](X x) { return selu(x[0]); }},
      {"gelu", [](X x) { return gelu(x[0]); }},
      {"log_sum_exp", [](X x) { return log_sum_exp(x[0], {1}); }},
      {"softmax", [](X x) { return softmax(x[0], 1); }},
      {"norm", [](X x) { return norm(x[0], {1}); }},
      {"mse", [](X x) { return mse(x[0], sin(x[0])); }},
      {"mean", [](X x) { return square(mean(x[0], {0})); }},
      {"min", [](X x) { return square(min(x[0], {1}, true)); }}};
  for (const auto& [name, f] : table) check_vjp(name, f, {random_tensor(m, key / name, -2, 2)}, key / name);
}

TEST(Primitives, SaturationStaysFiniteAtSecondOrder) {
  for (auto f : {tanh, sigmoid, softplus, erf, silu})
    for (double at : {-800., -90., 0., 90., 800.}) {
      Tape tape;
      const Var x = tape.input({}, Dtype::f64, "x");
      const Var d1 = grad(f({x}), x), d2 = grad(d1, x);
      Program p = compile({d1, d2});
      p.set(x, Tensor::scalar(at));
      p.run();
      EXPECT_TRUE(std::isfinite(p.get(d1).at(0)) && std::isfinite(p.get(d2).at(0))) << at;
    }
}

TEST(Primitives, DerivativeOfPowAtZeroBaseAndNormAtZero) {
  Tape tape;
  const Var x = tape.input({2}, Dtype::f64, "x");
  const std::vector<Var> g{grad(sum(pow(x, 2)), x), grad(norm(x), x)};
  Program p = compile(g);
  p.run();
  for (const Var& v : g) EXPECT_EQ(p.get(v), Tensor({2}, Dtype::f64));
}

TEST(Primitives, TiesShareTheCotangent) {
  Tape tape;
  const Var x = tape.constant(Tensor::of<double>({4}, std::vector<double>{1, 3, 3, 2}));
  EXPECT_EQ(eval(grad(max(x), x)), Tensor::of<double>({4}, std::vector<double>{0, .5, .5, 0}));
}

}  // namespace
}  // namespace pont::ad
