// Gradient and second derivative of sin(x) exp(x) at x = 1: recorded on a tape, compiled, run.
#include <cstdio>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
using namespace pont;

int main() {
  ad::Tape tape;
  const ad::Var x = tape.input({}, ad::Dtype::f64, "x");
  const ad::Var y = ad::sin(x) * ad::exp(x);
  const ad::Var slope = ad::grad(y, x), curvature = ad::grad(slope, x);
  ad::Program program = ad::compile({y, slope, curvature});
  program.set(x, ad::Tensor::scalar(1.0));
  program.run();
  std::printf("y' = %.6f, y'' = %.6f\n", program.get(slope).at(0), program.get(curvature).at(0));
}
