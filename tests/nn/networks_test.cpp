// Networks of time: published sizes, embeddings against their formula, zero starts.
#include <cmath>
#include <functional>
#include <memory>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "nn/mlp.hpp"
#include "nn/time_networks.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::Key;
using ad::Tensor;
using ad::Var;

const Key key = Key::root(13) / "networks";

TEST(Networks, ConcatMlpHasThePublishedNumberOfParameters) {
  const auto count = [](ad::i64 n) {
    Parameters parameters;
    const ConcatMlp net(parameters, "net", n, 128, 4, 2, activation("silu"));
    return parameters.size();
  };
  EXPECT_EQ(count(2), 50306);  // SGM
  EXPECT_EQ(count(4), 50562);  // CLD
}

TEST(Networks, ResidualSizesAreTheSumOfTheirLayers) {
  Parameters plain, embedded;
  const ResidualMlp a(plain, "net", 3, 8, 2, 4, activation("silu"));
  EXPECT_EQ(plain.size(), (3 * 8 + 8) + 4 * 2 * (8 * 8 + 8) + (8 * 2 + 2));
  const auto embedding = std::make_shared<SinusoidalEmbedding>(5);
  const EmbeddedResidualMlp b(embedded, "net", 3, 8, 4, 2, activation("silu"), embedding);
  EXPECT_EQ(embedded.size(), (10 * 8 + 8) + (8 * 8 + 8) + (3 * 8 + 8) + 4 * 3 * (8 * 8 + 8) + (8 * 2 + 2));
  EXPECT_EQ(embedded.rows()[6].name, "net/block1/first/weight");
  EXPECT_EQ(embedded.rows()[8].name, "net/block1/shift/weight");
}

// Every value of the network at random parameters, by a plain loop.
TEST(Networks, ConcatMlpIsItsFormula) {
  Parameters parameters(Dtype::f64);
  const ConcatMlp net(parameters, "net", 2, 3, 1, 1, activation("tanh"));
  const Tensor p = parameters.initial(key);
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.constant(p));
  const Var u = tape.constant(Tensor::of({1, 2}, std::vector{0.3, -0.7})),
            t = tape.constant(Tensor::of({1}, std::vector{0.9}));
  double y = p.at(15);
  for (int j = 0; j < 3; ++j)
    y += p.at(12 + j) * std::tanh(0.3 * p.at(j) - 0.7 * p.at(3 + j) + 0.9 * p.at(6 + j) + p.at(9 + j));
  EXPECT_NEAR(ad::eval(net(Context{views}, u, t)).at(0), y, 1e-15);
}

// Networks with one unit per layer, so that the formula is arithmetic of scalars; p holds weight, bias, ...
// in order.
class ScalarLayers final {
 public:
  explicit ScalarLayers(const Tensor& p) : p_(p) {}
  double operator()(int layer, double x) const { return p_.at(2 * layer) * x + p_.at(2 * layer + 1); }

 private:
  const Tensor& p_;
};

TEST(Networks, ResidualMlpIsItsFormula) {
  Parameters parameters(Dtype::f64);
  const ResidualMlp net(parameters, "net", 1, 1, 1, 2, activation("tanh"));
  const Tensor p = parameters.initial(key);
  const ScalarLayers layer(p);
  double h = layer(0, 0.3);
  for (const int block : {0, 1}) h += layer(2 * block + 2, std::tanh(layer(2 * block + 1, std::tanh(h))));
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.constant(p));
  const Var x = tape.constant(Tensor::of({1, 1}, std::vector{0.3}));
  EXPECT_NEAR(ad::eval(net(Context{views}, x)).at(0), layer(5, std::tanh(h)), 1e-15);
}

// The first layer of "time" has two inputs, sine and cosine; its weights are p[0], p[1] and its bias p[2].
TEST(Networks, EmbeddedResidualMlpIsItsFormula) {
  Parameters parameters(Dtype::f64);
  const auto embedding = std::make_shared<SinusoidalEmbedding>(1, 2.0);
  const EmbeddedResidualMlp net(parameters, "net", 1, 1, 2, 1, activation("tanh"), embedding);
  const Tensor p = parameters.initial(key);
  const auto layer = [&](int i, double x) { return p.at(2 * i + 3) * x + p.at(2 * i + 4); };
  const double first = p.at(0) * std::sin(1.8) + p.at(1) * std::cos(1.8) + p.at(2);
  const double e = std::tanh(layer(0, std::tanh(first)));
  double h = layer(1, 0.3);
  for (const int at : {2, 5}) h += layer(at + 2, std::tanh(layer(at, std::tanh(h)) + layer(at + 1, e)));
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.constant(p));
  const Var u = tape.constant(Tensor::of({1, 1}, std::vector{0.3})),
            t = tape.constant(Tensor::of({1}, std::vector{0.9}));
  EXPECT_NEAR(ad::eval(net(Context{views}, u, t)).at(0), layer(8, std::tanh(h)), 1e-15);
}

// One hidden unit: six weights for u, t, two sines, two cosines, its bias; then the last layer.
TEST(Networks, FourierMlpIsItsFormula) {
  Parameters parameters(Dtype::f64);
  const FourierMlp net(parameters, "net", 1, {2, 3.0, key / "f"}, 1, 1, 1, activation("tanh"));
  const Tensor p = parameters.initial(key);
  ASSERT_EQ(parameters.size(), 9);
  const double u = 0.3, t = 0.9;
  const auto angle = [&](ad::u64 j) { return 2 * M_PI * 3 * (key / "f").normal(j) * u; };
  const double inputs[] = {
      u, t, std::sin(angle(0)), std::sin(angle(1)), std::cos(angle(0)), std::cos(angle(1))};
  double h = p.at(6);
  for (int i = 0; i < 6; ++i) h += p.at(i) * inputs[i];
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.constant(p));
  const Var x = tape.constant(Tensor::of({1, 1}, std::vector{u})),
            s = tape.constant(Tensor::of({1}, std::vector{t}));
  EXPECT_NEAR(ad::eval(net(Context{views}, x, s)).at(0), p.at(7) * std::tanh(h) + p.at(8), 1e-14);
}

TEST(Networks, EmbeddingsAreTheirFormula) {
  ad::Tape tape;
  const std::vector<double> times{0, 0.25, 1};
  const Var t = tape.constant(Tensor::of({3}, times));
  const SinusoidalEmbedding sinusoidal(4);
  const GaussianFourierEmbedding fourier(4, key, 16);
  EXPECT_EQ(sinusoidal.width(), 8);
  const Tensor s = ad::eval(sinusoidal(t)), f = ad::eval(fourier(t));
  ASSERT_EQ(f.shape(), (ad::Shape{3, 8}));
  for (int b = 0; b < 3; ++b)
    for (int j = 0; j < 4; ++j) {
      const double angle = 1000 * times[b] * std::pow(10000.0, -j / 4.0);
      EXPECT_NEAR(s.at(8 * b + j), std::sin(angle), 1e-12);
      EXPECT_NEAR(s.at(8 * b + 4 + j), std::cos(angle), 1e-12);
      const double turn = 2 * M_PI * 16 * key.normal(static_cast<ad::u64>(j)) * times[b];
      EXPECT_NEAR(f.at(8 * b + j), std::sin(turn), 1e-12);
      EXPECT_NEAR(f.at(8 * b + 4 + j), std::cos(turn), 1e-12);
    }
}

// DDPM and Song et al.: sines first, exponents j / (m - 1). OpenAI and DiT: cosines first, j / m.
TEST(Networks, SinusoidsHaveTheDivisorAndOrderOfTheirSources) {
  const std::vector<double> times{0.25, 0.5};
  ad::Tape tape;
  const Var t = tape.constant(Tensor::of({2}, times));
  for (const auto divisor : {Divisor::m, Divisor::m_minus_1})
    for (const auto order : {WaveOrder::sines, WaveOrder::cosines}) {
      const Tensor e = ad::eval(SinusoidalEmbedding(4, 999, divisor, order)(t));
      for (int b = 0; b < 2; ++b)
        for (int j = 0; j < 4; ++j) {
          const double steps = divisor == Divisor::m ? 4 : 3,
                       angle = 999 * times[b] * std::exp(-std::log(10000.0) * j / steps);
          const int sine = order == WaveOrder::sines ? 0 : 4;
          EXPECT_NEAR(e.at(8 * b + sine + j), std::sin(angle), 1e-12);
          EXPECT_NEAR(e.at(8 * b + 4 - sine + j), std::cos(angle), 1e-12);
        }
    }
  expect_refusal([] { SinusoidalEmbedding(1, 1000, Divisor::m_minus_1); },
                 "1 frequency given with the divisor m - 1, expected at least 2");
}

TEST(Networks, LogTimeIsTheLogarithmAndEndsAtItsFloor) {
  ad::Tape tape;
  const auto fourier = std::make_shared<GaussianFourierEmbedding>(3, key, 16);
  const LogTimeEmbedding log(fourier);
  EXPECT_EQ(log.width(), 6);
  EXPECT_EQ(log.drawn(), fourier->drawn());
  const Tensor e = ad::eval(log(tape.constant(Tensor::of({3}, std::vector{0.3, 0.0, 1e-5}))));
  for (int j = 0; j < 3; ++j) {
    EXPECT_NEAR(e.at(j), std::sin(2 * M_PI * 16 * key.normal(static_cast<ad::u64>(j)) * std::log(0.3)),
                1e-11);
    EXPECT_EQ(e.at(6 + j), e.at(12 + j));
  }
  const Tensor other = ad::eval(log(tape.constant(Tensor::of({1}, std::vector{1.0})),
                                    tape.constant(Tensor::of({3}, std::vector{1.0, 2.0, 3.0}))));
  for (int j = 0; j < 3; ++j) EXPECT_EQ(other.at(j), 0) << "log 1";
}

TEST(Networks, DrawnFrequenciesMayComeFromElsewhere) {
  ad::Tape tape;
  const Tensor e =
      ad::eval(GaussianFourierEmbedding(2, key)(tape.constant(Tensor::of({1}, std::vector{0.5})),
                                                tape.constant(Tensor::of({2}, std::vector{1.0, 3.0}))));
  EXPECT_NEAR(e.at(0), std::sin(0.5), 1e-15);
  EXPECT_NEAR(e.at(3), std::cos(1.5), 1e-15);
}

TEST(Networks, AZeroStartGivesAZeroNetwork) {
  Parameters parameters(Dtype::f64);
  const auto embedding = std::make_shared<SinusoidalEmbedding>(2);
  const EmbeddedResidualMlp zero(parameters, "zero", 2, 4, 2, 3, activation("silu"), embedding,
                                 LinearStart::zero());
  const EmbeddedResidualMlp other(parameters, "other", 2, 4, 2, 3, activation("silu"), embedding);
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.constant(parameters.initial(key)));
  const Var u = tape.constant(Tensor::of({1, 2}, std::vector{0.3, -0.7})),
            t = tape.constant(Tensor::of({1}, std::vector{0.9}));
  const Tensor y = ad::eval(zero(Context{views}, u, t)), z = ad::eval(other(Context{views}, u, t));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(y.at(i), 0);
    EXPECT_NE(z.at(i), 0);
  }
}

TEST(Networks, Refuse) {
  Parameters parameters;
  ad::Tape tape;
  expect_refusal([&] { ConcatMlp(parameters, "net", 2, 8, 0, 2, activation("silu")); },
                 "concat mlp net: depth 0 given, expected at least 1");
  expect_refusal(
      [] {
        Parameters p;
        FourierMlp(p, "net", 2, {4, 0, key}, 3, 1, 2, activation("silu"));
      },
      "fourier mlp net: depth 1, 4 frequencies and scale 0 given");
  expect_refusal([] { SinusoidalEmbedding(0); }, "sinusoidal embedding: 0 frequencies and scale 1000 given");
  expect_refusal([] { GaussianFourierEmbedding(2, key, -1); },
                 "gaussian fourier embedding: 2 frequencies and scale -1");
  expect_refusal(
      [&] {
        SinusoidalEmbedding(2)(tape.input({2, 3}, Dtype::f32, "t"));
      },
      "sinusoidal embedding: time [2, 3] given, expected [B]");
  const auto e = std::make_shared<SinusoidalEmbedding>(2);
  expect_refusal([&] { EmbeddedResidualMlp(parameters, "e", 2, 4, -1, 2, activation("silu"), e); },
                 "embedded residual mlp e: -1 blocks given, expected 0 or more");
}

/// A network of each kind, told a condition of that size; and how many parameters that takes.
struct Conditional {
  std::string name;
  std::function<std::unique_ptr<TimeNetwork>(Parameters&, ConditionSize)> build;
  ad::i64 units;  // of the layer that reads the condition
};
std::vector<Conditional> conditional_networks() {
  return {{"concat",
           [](Parameters& p, ConditionSize c) {
             return std::make_unique<ConcatMlp>(p, "net", 2, 5, 1, 2, activation("tanh"), LinearStart{},
                                                LinearStart{}, c);
           },
           5},
          {"fourier",
           [](Parameters& p, ConditionSize c) {
             return std::make_unique<FourierMlp>(p, "net", 2, FourierMlp::Features{3, 1, key}, 5, 1, 2,
                                                 activation("tanh"), LinearStart{}, LinearStart{}, c);
           },
           5},
          {"residual",
           [](Parameters& p, ConditionSize c) {
             return std::make_unique<EmbeddedResidualMlp>(p, "net", 2, 5, 1, 2, activation("tanh"),
                                                          std::make_shared<SinusoidalEmbedding>(3),
                                                          LinearStart{}, c);
           },
           5}};
}

/// Outputs [4, 2] for the same four states and condition y.
template <class MakeCondition>
Tensor told(const TimeNetwork& net, const Parameters& parameters, const MakeCondition& y) {
  ad::Tape tape;
  const std::vector<Var> views =
      parameters.views(tape.constant(parameters.initial(key)), tape.constant(parameters.initial_untrained()));
  const Var u = tape.constant(Tensor::of({4, 2}, std::vector{.1, .2, .1, .2, .1, .2, .1, .2})),
            t = tape.constant(Tensor::of({4}, std::vector{.5, .5, .5, .5}));
  return ad::eval(net(Context{views}, u, t, y(tape)));
}

TEST(Networks, AreToldAClassRowByRow) {
  for (const Conditional& c : conditional_networks()) {
    Parameters plain(Dtype::f64), with(Dtype::f64);
    c.build(plain, {});
    const auto net = c.build(with, {.classes = 3});
    EXPECT_EQ(with.size() - plain.size(), 3 * c.units + (c.name == "residual" ? c.units : 0)) << c.name;
    const auto classes = [](std::vector<ad::i64> y) {
      return [y](ad::Tape& tape) { return tape.constant(Tensor::of({4}, y)); };
    };
    const Tensor each = told(*net, with, classes({0, 1, 2, 3})),
                 none = told(*net, with, [](ad::Tape&) { return Var(); });
    for (ad::i64 j = 0; j < 2; ++j) {
      for (ad::i64 row = 0; row < 3; ++row) EXPECT_NE(each.at(2 * row + j), each.at(6 + j)) << c.name;
      for (ad::i64 row = 0; row < 3; ++row)
        EXPECT_NE(each.at(2 * row + j), each.at((2 * row + 2) % 6 + j)) << c.name;
      EXPECT_EQ(each.at(6 + j), none.at(j)) << c.name << ": class 3 of 3 is the one that is not known";
    }
    const Tensor turned = told(*net, with, classes({2, 0, 3, 1}));
    for (ad::i64 j = 0; j < 2; ++j) EXPECT_EQ(turned.at(j), each.at(4 + j)) << c.name;
  }
}

TEST(Networks, AreToldNumbersRowByRow) {
  for (const Conditional& c : conditional_networks()) {
    Parameters with(Dtype::f64);
    const auto net = c.build(with, {.columns = 2});
    const auto numbers = [](std::vector<double> y) {
      return [y](ad::Tape& tape) { return tape.constant(Tensor::of({4, 2}, y)); };
    };
    const Tensor each = told(*net, with, numbers({1, 0, 0, 1, -2, .5, 0, 0})),
                 none = told(*net, with, [](ad::Tape&) { return Var(); });
    for (ad::i64 j = 0; j < 2; ++j) {
      for (ad::i64 row = 0; row < 3; ++row) EXPECT_NE(each.at(2 * row + j), each.at(6 + j)) << c.name;
      EXPECT_EQ(each.at(6 + j), none.at(j)) << c.name;
    }
  }
}

TEST(Networks, RefuseAConditionTheyWereNotBuiltFor) {
  const auto refused = [](ConditionSize size, const Tensor& y, const std::string& reason) {
    Parameters p(Dtype::f64);
    const auto net = conditional_networks()[0].build(p, size);
    expect_refusal([&] { told(*net, p, [&](ad::Tape& tape) { return tape.constant(y); }); }, reason);
  };
  refused({}, Tensor({4}, Dtype::i64),
          "the condition is i64 [4]; expected none: the network was built without one");
  refused({.classes = 3}, Tensor({5}, Dtype::i64),
          "the condition is i64 [5]; expected i64 [4], classes below 3");
  refused({.classes = 3}, Tensor({4}, Dtype::f64), "expected i64 [4]");
  refused({.columns = 2}, Tensor({4, 3}, Dtype::f64), "expected f64 [4, 2]");
  Parameters p(Dtype::f64);
  expect_refusal([&] { conditional_networks()[0].build(p, {.classes = 1, .columns = 1}); },
                 "expected one of both");
}

}  // namespace
}  // namespace pont::nn
