// Optimisers against recursions written by hand in double, on a quadratic.
#include "nn/optimisers.hpp"

#include <cmath>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::Tensor;
using ad::Var;
using Values = std::vector<double>;

constexpr double rate = 0.05;
const Values curvature{1, 4, 0.01, 30}, centre{1, -2, 3, 0.1};

double slope(std::size_t i, double p) { return curvature[i] * (p - centre[i]); }

// Parameters after each of n steps, by the recorded optimiser.
std::vector<Values> recorded(const Optimiser& optimiser, int n) {
  ad::Tape tape;
  const auto flat = [&] { return tape.input({4}, Dtype::f64, "flat"); };
  const Var p = flat(), step = tape.input({}, Dtype::i64, "step");
  std::vector<Var> states;
  for (std::size_t k = 0; k < optimiser.states().size(); ++k) states.push_back(flat());
  const Var g = tape.constant(Tensor::of({4}, curvature)) * (p - tape.constant(Tensor::of({4}, centre)));
  const Stepped next = optimiser.record(p, g, states, tape.scalar(rate, Dtype::f64), step);
  std::vector<ad::Update> updates{{p, next.parameters}};
  for (std::size_t k = 0; k < states.size(); ++k) updates.push_back({states[k], next.states.at(k)});
  const Var keep = ad::cast(step, Dtype::f64);
  ad::Program program = ad::compile(std::vector{keep}, updates);
  std::vector<Values> path;
  for (ad::i64 s = 0; s < n; ++s) {
    program.set(step, Tensor::scalar(s));
    program.run();
    const Tensor now = program.get(p);
    path.push_back({now.at(0), now.at(1), now.at(2), now.at(3)});
  }
  return path;
}

struct State {
  double p = 0, a = 0, b = 0;
};

struct Row {
  const char* name;
  std::shared_ptr<const Optimiser> optimiser;
  std::function<void(State&, double g, int t)> recursion;  // t = 1, 2, ...
};

void adam(State& s, double g, int t, double decay) {
  s.a = 0.8 * s.a + 0.2 * g;
  s.b = 0.95 * s.b + 0.05 * g * g;
  const double m = s.a / (1 - std::pow(0.8, t)), v = s.b / (1 - std::pow(0.95, t));
  s.p -= rate * (m / (std::sqrt(v) + 1e-6) + decay * s.p);
}

std::vector<Row> table() {
  const AdamConstants c{0.8, 0.95, 1e-6};
  return {{"sgd", std::make_shared<Sgd>(), [](State& s, double g, int) { s.p -= rate * g; }},
          {"momentum", std::make_shared<Momentum>(0.7),
           [](State& s, double g, int) {
             s.a = 0.7 * s.a + g;
             s.p -= rate * s.a;
           }},
          {"adam", std::make_shared<Adam>(c), [](State& s, double g, int t) { adam(s, g, t, 0); }},
          {"adamw", std::make_shared<AdamW>(0.1, c), [](State& s, double g, int t) { adam(s, g, t, 0.1); }}};
}

TEST(Optimisers, FollowTheirRecursionAndNoOther) {
  const std::vector<Row> rows = table();
  for (const Row& row : rows) {
    const std::vector<Values> path = recorded(*row.optimiser, 20);
    for (const Row& other : rows) {
      double worst = 0;
      for (std::size_t i = 0; i < 4; ++i) {
        State s;
        for (int t = 1; t <= 20; ++t) {
          other.recursion(s, slope(i, s.p), t);
          worst = std::max(worst, std::abs(path[t - 1][i] - s.p) / (1 + std::abs(s.p)));
        }
      }
      if (&row == &other)
        EXPECT_LT(worst, 1e-13) << row.name;
      else
        EXPECT_GT(worst, 1e-3) << row.name << " is not " << other.name;
    }
  }
}

TEST(Optimisers, TheFirstStepOfAdamHasTheLengthOfTheRate) {
  const Values p = recorded(Adam(), 1)[0];
  for (std::size_t i = 0; i < 4; ++i) {
    const double g = slope(i, 0);
    EXPECT_NEAR(p[i], -rate * g / (std::abs(g) + 1e-8), 1e-15);
    EXPECT_NEAR(std::abs(p[i]), rate, rate * 1e-6);
  }
}

TEST(Optimisers, Refuse) {
  expect_refusal([] { Momentum(1); }, "momentum: 1 given, expected 0 <= momentum < 1");
  expect_refusal([] { Adam({1, 0.999, 1e-8}); }, "adam: beta1 1, beta2 0.999, epsilon 1e-08 given");
  expect_refusal([] { Adam({0.9, 0.999, 0}); }, "epsilon 0 given, expected 0 <= beta < 1 and epsilon > 0");
  expect_refusal([] { AdamW(-1); }, "adamw: decay -1 given, expected 0 or more");
}

}  // namespace
}  // namespace pont::nn
