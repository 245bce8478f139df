// Gradient and second derivative of sin(x) exp(x), recorded on a tape, compiled once and run at three points.
#include <cmath>
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
  double worst = 0;
  for (const double at : {0.0, 1.0, 2.0}) {
    program.set(x, ad::Tensor::scalar(at));
    program.run();
    const double second = program.get(curvature).at(0), exact = 2 * std::cos(at) * std::exp(at);
    std::printf("x = %g: y' = %.6f, y'' = %.6f\n", at, program.get(slope).at(0), second);
    worst = std::fmax(worst, std::fabs(second - exact));
  }
  return worst < 1e-12 ? 0 : 1;
}
