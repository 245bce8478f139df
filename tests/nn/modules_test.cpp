// Modules: values against formulas, gradients at two orders over a table, names in messages.
#include <cmath>
#include <map>

#include "nn/layers.hpp"
#include "nn/mlp.hpp"
#include "nn/time_networks.hpp"
#include "refusal.hpp"
#include "tests/autodiff/check_vjp.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::Key;
using ad::Tensor;
using ad::Var;

const Key key = Key::root(11) / "modules";
using Recorded = std::function<Var(const Context&, std::span<const Var>)>;

struct Row {
  const char* name;
  std::function<Recorded(Parameters&)> build;
  std::vector<ad::Shape> inputs;
};

template <class M>
Recorded of_one(M module) {
  return [module](const Context& c, std::span<const Var> in) { return module(c, in[0]); };
}
Recorded of_two(std::shared_ptr<const TimeNetwork> net) {
  return [net](const Context& c, std::span<const Var> in) { return (*net)(c, in[0], in[1]); };
}

std::vector<Row> table() {
  const Activation& act = activation("silu");
  return {
      {"linear", [](Parameters& p) { return of_one(Linear(p, "m", 3, 2)); }, {{4, 3}}},
      {"linear of a vector batch", [](Parameters& p) { return of_one(Linear(p, "m", 3, 2)); }, {{2, 4, 3}}},
      {"mlp",
       [&](Parameters& p) {
         return of_one(Mlp(p, "m", {3, 5, 4, 2}, act));
       },
       {{4, 3}}},
      {"residual mlp", [&](Parameters& p) { return of_one(ResidualMlp(p, "m", 3, 5, 2, 2, act)); }, {{4, 3}}},
      {"layer norm", [](Parameters& p) { return of_one(LayerNorm(p, "m", 5)); }, {{3, 5}}},
      {"concat mlp",
       [&](Parameters& p) { return of_two(std::make_shared<ConcatMlp>(p, "m", 2, 5, 2, 3, act)); },
       {{4, 2}, {4}}},
      {"fourier mlp",
       [&](Parameters& p) {
         const FourierMlp::Features features{3, 0.5, key / "f"};
         return of_two(std::make_shared<FourierMlp>(p, "m", 2, features, 5, 2, 3, act));
       },
       {{4, 2}, {4}}},
      {"embedded residual mlp",
       [&](Parameters& p) {
         const auto e = std::make_shared<SinusoidalEmbedding>(3, 5.0);
         return of_two(std::make_shared<EmbeddedResidualMlp>(p, "m", 2, 4, 2, 3, act, e));
       },
       {{3, 2}, {3}}},
      {"embedded residual mlp, fourier",
       [&](Parameters& p) {
         const auto e = std::make_shared<GaussianFourierEmbedding>(3, key / "f", 0.5);
         return of_two(std::make_shared<EmbeddedResidualMlp>(p, "m", 2, 4, 1, 3, act, e));
       },
       {{3, 2}, {3}}}};
}

TEST(Modules, GradientsAreRightAtTwoOrders) {
  for (const Row& row : table()) {
    Parameters parameters(Dtype::f64);
    const Recorded module = row.build(parameters);
    std::vector<Tensor> x{ad::random_tensor({parameters.size()}, key / row.name / "p", -1, 1)};
    for (std::size_t i = 0; i < row.inputs.size(); ++i)
      x.push_back(ad::random_tensor(row.inputs[i], key / row.name / i, -1, 1));
    ad::check_vjp(
        row.name,
        [&](std::span<const Var> in) {
          const std::vector<Var> views = parameters.views(in[0]);
          return module(Context{views}, in.subspan(1));
        },
        x, key / row.name, 2);
  }
}

TEST(Modules, ActivationsHaveTheirFormulaAndDerivatives) {
  const auto sigmoid = [](double x) { return 1 / (1 + std::exp(-x)); };
  const std::map<std::string_view, std::function<double(double)>> formulas{
      {"silu", [&](double x) { return x * sigmoid(x); }},
      {"relu", [](double x) { return x > 0 ? x : 0; }},
      {"leaky_relu", [](double x) { return x > 0 ? x : 0.01 * x; }},
      {"elu", [](double x) { return x > 0 ? x : std::exp(x) - 1; }},
      {"selu",
       [](double x) { return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (std::exp(x) - 1)); }},
      {"gelu", [](double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }},
      {"tanh", [](double x) { return std::tanh(x); }},
      {"softplus", [](double x) { return std::log(1 + std::exp(x)); }},
      {"sigmoid", sigmoid},
      {"identity", [](double x) { return x; }}};
  EXPECT_EQ(formulas.size(), activations().size());
  const Tensor x = ad::random_tensor({40}, key / "activations", -3, 3);
  for (const Activation& a : activations()) {
    ASSERT_TRUE(formulas.contains(a.name)) << a.name << " has no formula in this test";
    EXPECT_EQ(&activation(a.name), &a);
    ad::Tape tape;
    const Tensor y = ad::eval(a.function(tape.constant(x)) + 0);
    for (int i = 0; i < 40; ++i)
      EXPECT_NEAR(y.at(i), formulas.at(a.name)(x.at(i)), 4e-15) << a.name << x.at(i);
    ad::check_vjp(
        std::string(a.name), [&](std::span<const Var> in) { return a.function(in[0]); }, {x}, key / a.name);
  }
  expect_refusal([] { activation("swoosh"); },
                 "activation 'swoosh' given, expected one of silu, relu, leaky_relu");
}

TEST(Modules, LayerNormGivesMeanZeroAndVarianceOne) {
  Parameters parameters(Dtype::f64);
  const LayerNorm norm(parameters, "norm", 64);
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.constant(parameters.initial(key)));
  const Tensor y =
      ad::eval(norm(Context{views}, tape.constant(ad::random_tensor({1, 64}, key / "x", 2, 50))));
  double mean = 0, square = 0;
  for (int i = 0; i < 64; ++i) {
    mean += y.at(i) / 64;
    square += y.at(i) * y.at(i) / 64;
  }
  EXPECT_NEAR(mean, 0, 1e-14);
  EXPECT_NEAR(square, 1, 1e-6);  // epsilon 1e-5 against a variance near 200
}

struct Dropped {
  Tensor all, part;
};

Dropped dropped(double probability, ad::i64 rows, ad::i64 first, ad::i64 part_rows, std::int64_t step) {
  Parameters parameters(Dtype::f64);
  const Dropout dropout(parameters, "dropout", probability);
  ad::Tape tape;
  const auto run = [&](ad::i64 from, ad::i64 n) {
    const Stream stream{key, tape.constant(Tensor::scalar(step)), tape.constant(Tensor::scalar(from))};
    return ad::eval(dropout(Context{{}, stream}, tape.constant(ad::random_tensor({n, 50}, key, 1, 1))));
  };
  return {run(0, rows), run(first, part_rows)};
}

TEST(Modules, DropoutKeepsTheRightFractionAndTheMean) {
  const double p = 0.3, n = 400 * 50;
  const Tensor y = dropped(p, 400, 0, 1, 5).all;
  double kept = 0;
  for (int i = 0; i < 400 * 50; ++i) {
    EXPECT_TRUE(y.at(i) == 0 || std::abs(y.at(i) - 1 / 0.7) < 1e-15);
    kept += y.at(i) != 0;
  }
  const double error = std::sqrt(p * (1 - p) / n);
  EXPECT_NEAR(kept / n, 1 - p, 4 * error);
  EXPECT_GT(std::abs(kept / n - p), 4 * error);  // control: keeping and dropping are not exchanged
}

TEST(Modules, DropoutDependsOnRowAndStepNotOnShards) {
  const Dropped d = dropped(0.5, 8, 4, 4, 5);
  for (int i = 0; i < 4 * 50; ++i) EXPECT_EQ(d.part.at(i), d.all.at(4 * 50 + i));
  EXPECT_NE(dropped(0.5, 8, 4, 4, 6).all, d.all);
}

TEST(Modules, DropoutIsTheIdentityWithoutAStream) {
  Parameters parameters;
  ad::Tape tape;
  const Var x = tape.input({2}, Dtype::f32, "x");
  EXPECT_EQ(Dropout(parameters, "dropout", 0.5)(Context{}, x), x);
  expect_refusal([&] { Dropout(parameters, "dropout", 1); },
                 "dropout dropout: probability 1 given, expected 0 <= probability < 1");
}

TEST(Modules, ErrorsNameTheModule) {
  Parameters parameters;
  const Mlp mlp(parameters, "net", {3, 4, 2}, activation("relu"));
  const LayerNorm norm(parameters, "norm", 3);
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.input({parameters.size()}, Dtype::f32, "flat"));
  const Var x = tape.input({5, 4}, Dtype::f32, "x");
  expect_refusal([&] { mlp(Context{views}, x); },
                 "linear net/hidden1: input [5, 4] given, expected 3 along the last axis");
  expect_refusal([&] { norm(Context{views}, x); },
                 "layer norm norm: input [5, 4] given, expected 3 along the last");
  expect_refusal([&] { Mlp(parameters, "m", {3}, activation("relu")); },
                 "mlp m: 1 sizes given, expected at least");
  expect_refusal([&] { Linear(parameters, "l", 0, 2); }, "linear l: 0 inputs and 2 outputs given");
  expect_refusal([&] { ResidualMlp(parameters, "r", 1, 1, 1, -1, activation("relu")); },
                 "residual mlp r: -1 blocks");
}

TEST(Modules, InstructionsBearTheModulesName) {
  Parameters parameters;
  const Mlp mlp(parameters, "net", {3, 4, 2}, activation("relu"));
  ad::Tape tape;
  const std::vector<Var> views = parameters.views(tape.input({parameters.size()}, Dtype::f32, "flat"));
  const std::string listing =
      ad::compile({mlp(Context{views}, tape.input({5, 3}, Dtype::f32, "x"))}).listing();
  EXPECT_NE(listing.find("module net/hidden1"), std::string::npos) << listing;
  EXPECT_NE(listing.find("module net/output"), std::string::npos) << listing;
}

}  // namespace
}  // namespace pont::nn
