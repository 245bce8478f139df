// Derivatives of orders 1 and 2 where a formula meets zeros, infinities and NaN: the limit where there is one, NaN
// where one is put in.
#include <limits>

#include "tests/autodiff/check_vjp.hpp"

namespace pont::ad {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b) { return a == b || (a != a && b != b); }

struct Limit {
  const char* name;
  std::function<Var(Var)> f;
  double at, value, first, second;
};

// f, f' and f'' at one number, in both real types.
void check(const Limit& l) {
  for (const Dtype type : {Dtype::f32, Dtype::f64}) {
    Tape tape;
    const Var x = tape.input({}, type, "x"), y = l.f(x), d1 = grad(y, x), d2 = grad(d1, x);
    Program p = compile({y, d1, d2});
    p.set(x, type == Dtype::f32 ? Tensor::scalar(static_cast<float>(l.at)) : Tensor::scalar(l.at));
    p.run();
    const double got[] = {p.get(y).at(0), p.get(d1).at(0), p.get(d2).at(0)}, wanted[] = {l.value, l.first, l.second};
    for (int order = 0; order < 3; ++order)
      EXPECT_TRUE(same(got[order], wanted[order])) << l.name << " at " << l.at << ", " << name_of(type) << ", order "
                                                   << order << ": got " << got[order] << ", wanted " << wanted[order];
  }
}

Var power(Var x, double b) { return pow(x, b); }

TEST(DerivativeLimits, OfFunctionsOfOneNumber) {
  const std::vector<Limit> table{
      {"abs", [](Var x) { return abs(x); }, 0, 0, 0, 0},
      {"abs", [](Var x) { return abs(x); }, -inf, inf, -1, 0},
      {"abs", [](Var x) { return abs(x); }, nan, nan, nan, nan},
      {"sign", [](Var x) { return sign(x); }, nan, nan, 0, 0},  // no cotangent flows through it
      {"sign", [](Var x) { return sign(x); }, -0.0, 0, 0, 0},
      {"exp", [](Var x) { return exp(x); }, -inf, 0, 0, 0},
      {"exp", [](Var x) { return exp(x); }, inf, inf, inf, inf},
      {"expm1", [](Var x) { return expm1(x); }, -inf, -1, 0, 0},
      {"log", [](Var x) { return log(x); }, 0, -inf, inf, -inf},
      {"log", [](Var x) { return log(x); }, -0.0, -inf, inf, -inf},
      {"log", [](Var x) { return log(x); }, inf, inf, 0, 0},
      {"log1p", [](Var x) { return log1p(x); }, -1, -inf, inf, -inf},
      {"sqrt", [](Var x) { return sqrt(x); }, 0, 0, inf, -inf},
      {"sqrt", [](Var x) { return sqrt(x); }, -0.0, 0, inf, -inf},
      {"sqrt", [](Var x) { return sqrt(x); }, inf, inf, 0, 0},
      {"sqrt", [](Var x) { return sqrt(x); }, -1, nan, nan, nan},
      {"rsqrt", [](Var x) { return rsqrt(x); }, 0, inf, -inf, inf},
      {"rsqrt", [](Var x) { return rsqrt(x); }, inf, 0, 0, 0},
      {"1/x", [](Var x) { return 1 / x; }, 0, inf, -inf, inf},
      {"1/x", [](Var x) { return 1 / x; }, inf, 0, 0, 0},
      {"tanh", [](Var x) { return tanh(x); }, -inf, -1, 0, 0},
      {"sigmoid", [](Var x) { return sigmoid(x); }, inf, 1, 0, 0},
      {"sigmoid", [](Var x) { return sigmoid(x); }, -inf, 0, 0, 0},
      {"softplus", [](Var x) { return softplus(x); }, inf, inf, 1, 0},
      {"softplus", [](Var x) { return softplus(x); }, -inf, 0, 0, 0},
      {"erf", [](Var x) { return erf(x); }, inf, 1, 0, 0},
      {"erf", [](Var x) { return erf(x); }, -inf, -1, 0, 0},
      {"erf", [](Var x) { return erf(x); }, -1e30, -1, 0, 0}};
  for (const Limit& l : table) check(l);
  const std::vector<std::pair<const char*, std::function<Var(Var)>>> smooth{
      {"exp", [](Var x) { return exp(x); }},     {"expm1", [](Var x) { return expm1(x); }},
      {"log", [](Var x) { return log(x); }},     {"log1p", [](Var x) { return log1p(x); }},
      {"sqrt", [](Var x) { return sqrt(x); }},   {"rsqrt", [](Var x) { return rsqrt(x); }},
      {"sin", [](Var x) { return sin(x); }},     {"cos", [](Var x) { return cos(x); }},
      {"tanh", [](Var x) { return tanh(x); }},   {"sigmoid", [](Var x) { return sigmoid(x); }},
      {"erf", [](Var x) { return erf(x); }},     {"softplus", [](Var x) { return softplus(x); }},
      {"silu", [](Var x) { return silu(x); }},   {"gelu", [](Var x) { return gelu(x); }},
      {"norm", [](Var x) { return norm(x); }},   {"elu", [](Var x) { return elu(x); }},
      {"x^1.5", [](Var x) { return power(x, 1.5); }}};
  for (const auto& [name, f] : smooth) check({name, f, nan, nan, nan, nan});
}

TEST(DerivativeLimits, OfActivationsAtTheirKink) {
  constexpr double lambda = 1.0507009873554805, alpha = 1.6732632423543772;
  for (const double zero : {0.0, -0.0}) {
    check({"relu", [](Var x) { return relu(x); }, zero, 0, 0, 0});
    check({"leaky_relu", [](Var x) { return leaky_relu(x, .25); }, zero, 0, .25, 0});
    check({"elu", [](Var x) { return elu(x); }, zero, 0, 1, 1});  // both sides agree on the first, e^x is the left one
  }
  Tape tape;
  const Var x = tape.input({}, Dtype::f64, "x");
  EXPECT_DOUBLE_EQ(eval(grad(selu(x), x)).at(0), lambda * alpha);  // of the left side
  check({"relu", [](Var x) { return relu(x) * 1; }, nan, nan, 1, 0});
  check({"leaky_relu", [](Var x) { return leaky_relu(x, .25); }, nan, nan, .25, 0});
  check({"selu", [](Var x) { return selu(x); }, nan, nan, nan, nan});
}

TEST(DerivativeLimits, OfPowersOfABase) {
  const std::vector<Limit> table{{"x^0", [](Var x) { return power(x, 0); }, 0, 1, 0, 0},
                                 {"x^0", [](Var x) { return power(x, 0); }, -0.0, 1, 0, 0},
                                 {"x^0", [](Var x) { return power(x, 0); }, 5e-324, 1, 0, 0},
                                 {"x^0", [](Var x) { return power(x, 0); }, inf, 1, 0, 0},
                                 {"x^0", [](Var x) { return power(x, 0); }, -3, 1, 0, 0},
                                 {"x^0", [](Var x) { return power(x, 0); }, nan, 1, 0, 0},  // IEEE 754: a constant
                                 {"x^1", [](Var x) { return power(x, 1); }, 0, 0, 1, 0},
                                 {"x^1", [](Var x) { return power(x, 1); }, inf, inf, 1, 0},
                                 {"x^2", [](Var x) { return power(x, 2); }, 0, 0, 0, 2},
                                 {"x^2", [](Var x) { return power(x, 2); }, -inf, inf, -inf, 2},
                                 {"x^3", [](Var x) { return power(x, 3); }, -0.0, 0, 0, 0},
                                 {"x^-1", [](Var x) { return power(x, -1); }, 0, inf, -inf, inf},
                                 {"x^-1", [](Var x) { return power(x, -1); }, inf, 0, 0, 0},
                                 {"x^.5", [](Var x) { return power(x, .5); }, 0, 0, inf, -inf},
                                 {"x^.5", [](Var x) { return power(x, .5); }, inf, inf, 0, 0},
                                 {"x^.5", [](Var x) { return power(x, .5); }, -1, nan, nan, nan},
                                 {"x^1.5", [](Var x) { return power(x, 1.5); }, 0, 0, 0, inf}};
  for (const Limit& l : table) check(l);
}

TEST(DerivativeLimits, OfPowersOfAnExponent) {
  const auto base = [](double a) { return [a](Var b) { return pow({b.tape->scalar(a, b.dtype())}, b); }; };
  const std::vector<Limit> table{{"0^b", base(0), 2, 0, 0, 0},          {"0^b", base(0), .5, 0, 0, 0},
                                 {"0^b", base(0), 0, 1, 0, 0},          {"0^b", base(0), -1, inf, -inf, inf},
                                 {"inf^b", base(inf), 2, inf, inf, inf}, {"inf^b", base(inf), -1, 0, 0, 0},
                                 {"1^b", base(1), 7, 1, 0, 0},          {"(-2)^b", base(-2), 2, 4, nan, nan},
                                 {"NaN^b", base(nan), 2, nan, nan, nan}};
  for (const Limit& l : table) check(l);
}

// Derivatives in the first and second argument of f(a, b), and of their squares' sum in the first.
void check_pair(const char* name, Var (*f)(Operand, Operand), double a, double b, std::array<double, 4> wanted) {
  Tape tape;
  const Var x = tape.input({}, Dtype::f64, "x"), z = tape.input({}, Dtype::f64, "z"), y = f(x, z);
  const std::vector<Var> d = grad(y, std::array{x, z});
  const std::vector<Var> all{y, d[0], d[1], grad(d[0], x)};
  Program p = compile(all);
  p.set(x, Tensor::scalar(a));
  p.set(z, Tensor::scalar(b));
  p.run();
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_TRUE(same(p.get(all[i]).at(0), wanted[i])) << name << "(" << a << ", " << b << "), number " << i << ": got "
                                                      << p.get(all[i]).at(0) << ", wanted " << wanted[i];
}

TEST(DerivativeLimits, ANaNIsNeverHiddenByAMinimumOrMaximum) {
  for (const double other : {1., 0., -inf, inf, nan}) {
    check_pair("maximum", maximum, other, nan, {nan, nan, nan, nan});
    check_pair("maximum", maximum, nan, other, {nan, nan, nan, nan});
    check_pair("minimum", minimum, other, nan, {nan, nan, nan, nan});
    check_pair("minimum", minimum, nan, other, {nan, nan, nan, nan});
  }
  check_pair("maximum", maximum, 2, 1, {2, 1, 0, 0});
  check_pair("maximum", maximum, -inf, 1, {1, 0, 1, 0});
  check_pair("maximum", maximum, inf, inf, {inf, .5, .5, 0});
  check_pair("minimum", minimum, 0, -0.0, {0, .5, .5, 0});
}

TEST(DerivativeLimits, OfQuotients) {
  check_pair("div", div, 1, 0, {inf, inf, -inf, 0});
  check_pair("div", div, 1, -0.0, {-inf, -inf, -inf, 0});
  check_pair("div", div, 3, inf, {0, 0, 0, 0});
  check_pair("div", div, 0, 0, {nan, inf, nan, 0});
}

// Values and gradients of f: [n] -> scalar.
std::pair<double, std::vector<double>> value_and_gradient(const std::vector<double>& at, Var (*f)(Var)) {
  Tape tape;
  const Var x = tape.constant(Tensor::of({static_cast<i64>(at.size())}, at)), y = f(x), g = grad(y, x);
  Program p = compile({y, g});
  p.run();
  const Tensor gradient = p.get(g);
  return {p.get(y).at(0), {gradient.data<double>().begin(), gradient.data<double>().end()}};
}

TEST(DerivativeLimits, OfLogSumExpAndSoftmaxAtInfinities) {
  const auto lse = [](Var x) { return log_sum_exp(x); };
  const auto first = [](Var x) { return sum(slice_axis(softmax(x, 0), 0, 0, 1)); };
  using Result = std::pair<double, std::vector<double>>;
  EXPECT_EQ(value_and_gradient({-inf, -inf}, lse), (Result{-inf, {.5, .5}}));
  EXPECT_EQ(value_and_gradient({-inf, 3}, lse), (Result{3, {0, 1}}));
  EXPECT_EQ(value_and_gradient({inf, 3, -inf}, lse), (Result{inf, {1, 0, 0}}));
  EXPECT_EQ(value_and_gradient({inf, 3, inf}, lse), (Result{inf, {.5, 0, .5}}));
  EXPECT_EQ(value_and_gradient({0, 0}, lse), (Result{std::log(2), {.5, .5}}));
  EXPECT_EQ(value_and_gradient({inf, 3, -inf}, first), (Result{1, {0, 0, 0}}));
  EXPECT_EQ(value_and_gradient({-inf, 3}, first), (Result{0, {0, 0}}));
  EXPECT_EQ(value_and_gradient({-inf, -inf}, first), (Result{.5, {0, 0}}));
  for (const auto& f : {+lse, +first}) {
    const auto [value, gradient] = value_and_gradient({nan, 3, -inf}, f);
    for (const double d : gradient) EXPECT_TRUE(std::isnan(d) && std::isnan(value));
  }
}

TEST(DerivativeLimits, OfNormsAndReductions) {
  Tape tape;
  const Var x = tape.input({3}, Dtype::f64, "x"), empty = tape.input({0, 3}, Dtype::f64, "e");
  const Var d1 = grad(norm(x), x), d2 = grad(sum(d1), x);
  const Var total = sum(empty) + norm(empty) + sum(cumsum(empty, 0)), d = grad(total, empty);
  Program p = compile({d1, d2, total, d});
  p.run();
  EXPECT_EQ(p.get(d1), Tensor({3}, Dtype::f64));
  EXPECT_EQ(p.get(d2), Tensor({3}, Dtype::f64));
  EXPECT_EQ(p.get(total).at(0), 0);
  EXPECT_THROW(max(empty, {0}), std::invalid_argument);
  EXPECT_THROW(log_sum_exp(empty, {0}), std::invalid_argument);
  EXPECT_THROW(mean(empty), std::invalid_argument);
}

}  // namespace
}  // namespace pont::ad
