// Softmax along the last axis: a custom primitive, a kernel of its own beside its composition.
#include "autodiff/cpu/softmax.hpp"

#include <fmt/format.h>

#include <limits>
#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

TensorType positive_rows(std::span<const Var> in, const Attr&) {
  const Shape& x = in[0].shape();
  if (x.rank() == 0 || x.size() == 0)
    throw std::invalid_argument("rows of one element or more are needed, x is " + str(x));
  if (!is_real(in[0].dtype()))
    throw std::invalid_argument(
        fmt::format("the operand is {}; cast it to a real type first", name_of(in[0].dtype())));
  return {x, in[0].dtype()};
}

Var infinite(Var x) { return equal(abs(x), std::numeric_limits<double>::infinity()); }

// Where the largest element is infinite, it and its ties share all.
Var composed(std::span<const Var> in, const Attr&) {
  const Var x = in[0], top = stop_gradient(max(x, {-1}, true)), limit = infinite(top);
  const Var e = where(limit, equal(x, top), exp(where(limit, 0, x) - where(limit, 0, top)));
  return e / sum(e, {-1}, true);
}

// Ties at infinity stay ties if one moves.
Var softmax_vjp(const Rule& r, int) {
  return r.out * where(infinite(r.in[0]), 0, r.g - sum(r.out * r.g, {-1}, true));
}

void lower_softmax(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const i64 width = n.shape[n.shape.rank() - 1];
  low.emit(Custom{softmax_kernel(n.dtype, width), n.shape.size() / width, width}, 1, {id, n.in[0]}, n.origin);
}

constexpr Primitive rows[] = {
    {.name = "softmax", .infer = positive_rows, .vjp = softmax_vjp, .lower = lower_softmax, .composition = composed},
};

}  // namespace

std::span<const Primitive> softmax_primitives() { return rows; }

Var softmax(Operand x, i64 axis) {
  const int a = checked_axis(x.var.shape(), axis, "softmax"), last = x.var.shape().rank() - 1;
  if (a == last) return record(rows[0], {x});
  std::vector<i64> order;
  for (int b = 0; b <= last; ++b) order.push_back(b == a ? last : b == last ? a : b);
  return permute(record(rows[0], {permute(x, order)}), order);
}

}  // namespace pont::ad
