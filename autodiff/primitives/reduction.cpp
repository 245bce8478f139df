// Reductions over a contiguous range of axes, running sums; and the operations that reduce to them.
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

// Attribute of sum, max and argmax: the axes [from, to) that disappear.
struct Axes {
  int from, to;
  bool operator==(const Axes&) const = default;
};
TensorType reduced(std::span<const Var> in, const Attr& attr) {
  const Axes axes = attr.as<Axes>();
  Shape s = in[0].shape();
  for (int a = axes.from; a < axes.to; ++a) s = s.without(axes.from);
  if (!is_real(in[0].dtype()))
    throw std::invalid_argument(
        fmt::format("the operand is {}; cast it to a real type first", name_of(in[0].dtype())));
  return {s, in[0].dtype()};
}
TensorType reduced_nonempty(std::span<const Var> in, const Attr& attr) {
  const Axes axes = attr.as<Axes>();
  if (in[0].shape().product(axes.from, axes.to) == 0)
    throw std::invalid_argument("no elements along the axes of a tensor of shape " + str(in[0].shape()));
  return reduced(in, attr);
}
TensorType position(std::span<const Var> in, const Attr& attr) {
  return {reduced_nonempty(in, attr).shape, Dtype::i64};
}

Var spread(Var y, const Shape& shape, const Attr& attr) {  // y with its reduced axes back
  const Axes axes = attr.as<Axes>();
  Shape keep = shape;
  for (int a = axes.from; a < axes.to; ++a) keep = keep.with(a, 1);
  return expand(reshape(y, keep), shape);
}

extern const Primitive& sum_row;

Var max_vjp(const Rule& r, int) {
  const Shape& shape = r.in[0].shape();
  const Var ties = equal(r.in[0], spread(r.out, shape, r.attr));
  const Var count = record(sum_row, {ties}, r.attr);
  return spread(r.g, shape, r.attr) * (ties / spread(count, shape, r.attr));
}

template <Reduce::Kind kind>
void lower_reduce(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape& s = low.shape(n.in[0]);
  const auto [from, to] = n.attr->as<Axes>();
  low.emit(
      Reduce{kind, low.node(n.in[0]).dtype, s.product(0, from), s.product(from, to), s.product(to, s.rank())},
      1, {id, n.in[0]}, n.origin);
}

// Attribute of cumsum.
struct Running {
  int axis;
  bool reverse;  // from the end
  bool operator==(const Running&) const = default;
};
TensorType unchanged(std::span<const Var> in, const Attr&) {
  if (!is_real(in[0].dtype()))
    throw std::invalid_argument(
        fmt::format("the operand is {}; cast it to a real type first", name_of(in[0].dtype())));
  return {in[0].shape(), in[0].dtype()};
}
Var cumsum_vjp(const Rule& r, int) {
  const auto [axis, reverse] = r.attr.as<Running>();
  return cumsum(r.g, axis, !reverse);
}
void lower_cumsum(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const auto [a, reverse] = n.attr->as<Running>();
  low.emit(CumulativeSum{n.dtype, n.shape.product(0, a), n.shape[a], n.shape.product(a + 1, n.shape.rank()),
                         reverse},
           1, {id, n.in[0]}, n.origin);
}

Var sum_vjp(const Rule& r, int) { return spread(r.g, r.in[0].shape(), r.attr); }
AttrFields axes_fields(const Attr& attr) {
  std::vector<double> axes;
  for (int a = attr.as<Axes>().from; a < attr.as<Axes>().to; ++a) axes.push_back(a);
  return {{"axes", axes}};
}
AttrFields running_fields(const Attr& attr) {
  const auto [axis, reverse] = attr.as<Running>();
  return {{"axis", {static_cast<double>(axis)}}, {"reverse", {static_cast<double>(reverse)}}};
}

constexpr Primitive rows[] = {
    {.name = "sum", .infer = reduced, .vjp = sum_vjp, .lower = lower_reduce<Reduce::Kind::sum>, .fields = axes_fields},
    {.name = "max",
     .infer = reduced_nonempty,
     .vjp = max_vjp,
     .lower = lower_reduce<Reduce::Kind::max>,
     .fields = axes_fields},
    {.name = "argmax", .infer = position, .lower = lower_reduce<Reduce::Kind::argmax>, .fields = axes_fields},
    {.name = "cumsum", .infer = unchanged, .vjp = cumsum_vjp, .lower = lower_cumsum, .fields = running_fields},
};
const Primitive& sum_row = rows[0];
constexpr const Primitive &max_row = rows[1], &argmax_row = rows[2], &cumsum_row = rows[3];

// Applies the primitive to each run of neighbouring axes, last run first, so that earlier axes keep their
// numbers.
Var reduce(const Primitive& op, Operand x, std::vector<i64> axes, bool keep) {
  const Shape shape = x.var.shape();
  std::vector<bool> gone(shape.rank(), axes.empty());
  for (i64 a : axes) gone[checked_axis(shape, a, op.name.data())] = true;
  Shape kept = shape;
  Operand y = x;
  for (int to = shape.rank(); to > 0; --to) {
    if (!gone[to - 1]) continue;
    int from = to - 1;
    while (from > 0 && gone[from - 1]) --from;
    for (int a = from; a < to; ++a) kept = kept.with(a, 1);
    y.var = record(op, {y}, Axes{.from = from, .to = to});
    to = from + 1;
  }
  return keep ? reshape(y, kept) : y.var;
}

}  // namespace

std::span<const Primitive> reduction_primitives() { return rows; }

Var sum(Operand x, std::vector<i64> axes, bool keep) { return reduce(sum_row, x, std::move(axes), keep); }
Var max(Operand x, std::vector<i64> axes, bool keep) { return reduce(max_row, x, std::move(axes), keep); }
Var min(Operand x, std::vector<i64> axes, bool keep) { return -max({-x, x.where}, std::move(axes), keep); }

Var mean(Operand x, std::vector<i64> axes, bool keep) {
  const Var total = sum(x, std::move(axes), keep);
  const i64 n = x.var.shape().size(), m = total.shape().size();
  if (n == 0) throw std::invalid_argument("mean: no elements in a tensor of shape " + str(x.var.shape()));
  return total * (static_cast<double>(m) / static_cast<double>(n));
}

Var argmax(Operand x, i64 axis) {
  const int a = checked_axis(x.var.shape(), axis, "argmax");
  return record(argmax_row, {x}, Axes{.from = a, .to = a + 1});
}

Var cumsum(Operand x, i64 axis, bool reverse) {
  const int a = checked_axis(x.var.shape(), axis, "cumsum");
  return record(cumsum_row, {x}, Running{.axis = a, .reverse = reverse});
}

Var sum_to(Operand x, Shape shape) {
  const Shape from = x.var.shape();
  if (from == shape) return x.var;
  std::vector<i64> axes;
  const int extra = from.rank() - shape.rank();
  for (int a = 0; a < from.rank(); ++a)
    if (a < extra || (shape[a - extra] == 1 && from[a] != 1)) axes.push_back(a);
  const Var y = axes.empty() ? x.var : sum(x, axes);
  return reshape({y, x.where}, shape);
}

}  // namespace pont::ad
