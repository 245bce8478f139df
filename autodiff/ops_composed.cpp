// Operations composed of primitives: they get derivatives of any order, fusion and every backend for nothing.
#include "autodiff/ops.hpp"

namespace pont::ad {

Var square(Operand x) { return x * x; }
Var relu(Operand x) { return where(less(0, x), x, 0); }
Var leaky_relu(Operand x, double slope) { return where(less(0, x), x, slope * x); }
Var elu(Operand x) { return where(less(0, x), x, expm1(minimum(x, 0))); }

// Klambauer et al. 2017, section 2: the constants for which mean 0 and variance 1 are a fixed point.
Var selu(Operand x) {
  constexpr double lambda = 1.0507009873554805, alpha = 1.6732632423543772;
  return lambda * where(less(0, x), x, alpha * expm1(minimum(x, 0)));
}

Var silu(Operand x) { return swish(x, stop_gradient({sigmoid(x), x.where})); }
Var gelu(Operand x) { return x * (0.5 + 0.5 * erf(0.7071067811865476 * x)); }

Var log_sum_exp(Operand x, std::vector<i64> axes, bool keep) {
  const Var top = stop_gradient(max(x, axes, true));
  const Var y = log(sum(exp(x - top), axes, true)) + top;
  if (keep) return y;
  return reshape(y, sum(x, axes).shape());
}

Var softmax(Operand x, i64 axis) {
  const Var e = exp(x - stop_gradient(max(x, {axis}, true)));
  return e / sum(e, {axis}, true);
}

Var norm(Operand x, std::vector<i64> axes, bool keep) {
  const Var squares = sum(square(x), std::move(axes), keep);
  const Var zero = equal(squares, 0);
  return where(zero, 0, sqrt(where(zero, 1, squares)));
}

Var mse(Operand a, Operand b) { return mean(square(a - b)); }

}  // namespace pont::ad
