// A multilayer perceptron trained on sin(3 x), and its values beside those of the function.
#include "nn/mlp.hpp"

#include <cmath>
#include <cstdio>
#include <vector>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "nn/training_step.hpp"

using namespace pont;

int main() {
  const ad::Key key = ad::Key::root(1);
  nn::Parameters parameters;
  const nn::Mlp net(parameters, "net", {1, 32, 32, 1}, nn::activation("tanh"));

  // A batch is 256 points drawn on [-2, 2]; two workers take half of it each. The loss is recorded once.
  ad::Workers workers(2);
  nn::TrainingStep training(
      parameters, key / "start", nn::Adam(), {.batch = 256, .rows = 128, .rate = nn::cosine(1e-2, 0, 2000)},
      workers, [&](const nn::Shard& shard) {
        const ad::Var u = ad::uniform(shard.step, shard.first, key / "x", {shard.rows, 1}, ad::Dtype::f32);
        const ad::Var x = 4 * u - 2, y = net({shard.parameters}, x);
        return ad::sum(ad::square(y - ad::sin(3 * x))) / double(shard.batch);
      });
  for (int step = 0; step < 2000; ++step) {
    const double loss = training.run().loss;
    if (step % 500 == 0) std::printf("step %4d: loss %.6f\n", step, loss);
  }

  // The trained network as a program of its own.
  const std::vector<float> points{-1.5, -0.5, 0, 0.5, 1.5};
  ad::Tape tape;
  const ad::Var flat = tape.input({parameters.size()}, ad::Dtype::f32, "parameters");
  const std::vector<ad::Var> views = parameters.views(flat);
  const ad::Var y = net({views}, tape.constant(ad::Tensor::of({5, 1}, points)));
  ad::Program program = ad::compile({y});
  program.set(flat, training.get("parameters"));
  program.run();
  double worst = 0;
  for (int i = 0; i < 5; ++i) {
    const double exact = std::sin(3 * points[i]), value = program.get(y).at(i);
    std::printf("x = %4.1f: network %7.4f, function %7.4f\n", points[i], value, exact);
    worst = std::fmax(worst, std::fabs(value - exact));
  }
  return worst < 0.05 ? 0 : 1;
}
