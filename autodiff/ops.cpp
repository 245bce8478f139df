// Operations composed of primitives: they get derivatives of any order, fusion and every backend for nothing.
#include <fmt/format.h>

#include <limits>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::ad {

Var square(Operand x) { return x * x; }
Var relu(Operand x) { return where(less_equal(x, 0), 0, x); }
Var leaky_relu(Operand x, double slope) { return where(less(0, x), x, slope * x); }
Var elu(Operand x) { return where(less(0, x), x, expm1(where(less(0, x), 0, x))); }

// Klambauer et al. 2017, section 2: the constants for which mean 0 and variance 1 are a fixed point.
Var selu(Operand x) {
  constexpr double lambda = 1.0507009873554805, alpha = 1.6732632423543772;
  return lambda * where(less(0, x), x, alpha * expm1(where(less(0, x), 0, x)));
}

Var gelu(Operand x) { return x * (0.5 + 0.5 * erf(0.7071067811865476 * x)); }

namespace {

Var infinite(Var x) { return equal(abs(x), std::numeric_limits<double>::infinity()); }

}  // namespace

// With an infinite largest element the sum is that element; the cotangent is then shared among its ties, as in max.
Var log_sum_exp(Operand x, std::vector<i64> axes, bool keep) {
  const Var top = max(x, axes, true), limit = infinite(top);
  const Var shift = stop_gradient(where(limit, 0, top));
  const Var y = where(limit, top, log(sum(exp(where(limit, 0, x) - shift), axes, true)) + shift);
  if (keep) return y;
  return reshape(y, sum(x, axes).shape());
}

Var log_softmax(Operand x, i64 axis) {
  const Var below = x - stop_gradient(max(x, {axis}, true));
  return below - log(sum(exp(below), {axis}, true));
}

namespace {

Tensor identity_matrix(i64 n, Dtype dtype) {
  Tensor t({n, n}, dtype);
  with_real(dtype, [&](auto one) {
    for (i64 i = 0; i < n; ++i) t.data<decltype(one)>()[static_cast<std::size_t>(i * (n + 1))] = 1;
  });
  return t;
}

}  // namespace

// Rows of the identity pick the labels: an index of its own per row could leave its row unnoticed.
Var cross_entropy(Operand logits, Operand labels) {
  const Tape::OnBehalfOf place(*logits.var.tape, logits.where);
  const Shape &s = logits.var.shape(), &of = labels.var.shape();
  if (s.rank() != 2 || of != Shape{s[0]})
    throw std::invalid_argument(
        fmt::format("cross_entropy: logits {} and labels {} given, [B, K] and [B] are needed (at {}:{})", str(s),
                    str(of), logits.where.file_name(), logits.where.line()));
  const Var chosen = gather(logits.var.tape->constant(identity_matrix(s[1], logits.var.dtype())), labels);
  return -mean(sum(where(chosen, log_softmax(logits, 1), 0), {1}));
}

Var norm(Operand x, std::vector<i64> axes, bool keep) {
  const Var squares = sum(square(x), std::move(axes), keep);
  const Var zero = equal(squares, 0);
  return where(zero, 0, sqrt(where(zero, 1, squares)));
}

Var mse(Operand a, Operand b) { return mean(square(a - b)); }

}  // namespace pont::ad
