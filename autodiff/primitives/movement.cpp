// Primitives that move values without changing them, closed under transposition:
// reshape, expand <-> sum, permute <-> permute, slice <-> pad, concat <-> slices, gather <-> scatter_add.
#include "autodiff/primitives/movement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {

namespace {

using Strides = std::array<i64, max_rank>;

// Attribute of reshape and expand: the shape of the result.
struct Target {
  Shape shape;
  bool operator==(const Target&) const = default;
};
TensorType reshaped(std::span<const Var> in, const Attr& attr) {
  const Shape to = attr.as<Target>().shape;
  if (to.size() != in[0].shape().size())
    throw std::invalid_argument(fmt::format("{} has {} elements, {} has {}", str(in[0].shape()),
                                            in[0].shape().size(), str(to), to.size()));
  return {to, in[0].dtype()};
}
TensorType expanded(std::span<const Var> in, const Attr& attr) {
  const Shape to = attr.as<Target>().shape;
  if (!broadcasts_to(in[0].shape(), to))
    throw std::invalid_argument(fmt::format("{} does not broadcast to {}", str(in[0].shape()), str(to)));
  return {to, in[0].dtype()};
}
void lower_expand(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  low.emit(Copy{n.dtype, n.shape, contiguous_strides(n.shape), broadcast_strides(low.shape(n.in[0]), n.shape),
                0, 0},
           1, {id, n.in[0]}, n.origin);
}

// Attribute of permute: axis a of the result is axis axes[a] of the operand.
struct Order {
  std::vector<i64> axes;
  bool operator==(const Order&) const = default;
};
TensorType permuted(std::span<const Var> in, const Attr& attr) {
  const Shape& s = in[0].shape();
  const Order& order = attr.as<Order>();
  std::vector<i64> sorted = order.axes, all(s.rank());
  std::sort(sorted.begin(), sorted.end());
  std::iota(all.begin(), all.end(), 0);
  if (sorted != all)
    throw std::invalid_argument(
        fmt::format("the order given is not a permutation of the {} axes of {}", s.rank(), str(s)));
  std::vector<i64> lengths;
  for (const i64 a : order.axes) lengths.push_back(s[static_cast<int>(a)]);
  return {Shape(lengths), in[0].dtype()};
}
Var permute_vjp(const Rule& r, int) {
  const std::vector<i64>& axes = r.attr.as<Order>().axes;
  std::vector<i64> inverse(axes.size());
  for (std::size_t a = 0; a < inverse.size(); ++a) inverse[axes[a]] = static_cast<i64>(a);
  return permute(r.g, inverse);
}
void lower_permute(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Strides own = contiguous_strides(low.shape(n.in[0]));
  Strides from{};
  for (int a = 0; a < n.shape.rank(); ++a) from[a] = own[n.attr->as<Order>().axes[a]];
  low.emit(Copy{n.dtype, n.shape, contiguous_strides(n.shape), from, 0, 0}, 1, {id, n.in[0]}, n.origin);
}

// Of one axis.
struct Bounds {
  i64 start, stop, step;
  i64 count() const { return stop <= start ? 0 : (stop - start - 1) / step + 1; }
};
// Attribute of slice: one entry per axis.
struct Cut {
  std::vector<i64> start, stop, step;
  bool operator==(const Cut&) const = default;
  bool has_rank(std::size_t rank) const { return start.size() == rank && stop.size() == rank && step.size() == rank; }
  Bounds bounds(int a) const { return {start[a], stop[a], step[a]}; }
};
TensorType sliced(std::span<const Var> in, const Attr& attr) {
  Shape s = in[0].shape();
  const Cut& cut = attr.as<Cut>();
  if (!cut.has_rank(s.lengths().size()))
    throw std::invalid_argument(fmt::format("one start, stop and step per axis of {} are needed", str(s)));
  for (int a = 0; a < s.rank(); ++a) {
    const Bounds b = cut.bounds(a);
    if (b.start < 0 || b.start > b.stop || b.stop > s[a] || b.step < 1)
      throw std::invalid_argument(
          fmt::format("[{}, {}) with step {} along axis {} of {}; expected 0 <= start <= stop "
                      "<= {} and step >= 1",
                      b.start, b.stop, b.step, a, str(s), s[a]));
    s = s.with(a, b.count());
  }
  return {s, in[0].dtype()};
}
Var slice_vjp(const Rule& r, int) {
  const Shape& s = r.in[0].shape();
  std::vector<i64> low, high, between;
  for (int a = 0; a < s.rank(); ++a) {
    const Bounds b = r.attr.as<Cut>().bounds(a);
    const i64 reach = b.count() == 0 ? b.start : b.start + (b.count() - 1) * b.step + 1;
    low.push_back(b.start);
    high.push_back(s[a] - reach);
    between.push_back(b.count() == 0 ? 0 : b.step - 1);
  }
  return pad(r.g, low, high, between);
}
void lower_slice(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape& s = low.shape(n.in[0]);
  const Strides own = contiguous_strides(s);
  Strides from{};
  i64 offset = 0;
  bool contiguous = true, partial_seen = false;  // contiguous: ones, one partial axis, then full axes
  for (int a = 0; a < s.rank(); ++a) {
    const Bounds b = n.attr->as<Cut>().bounds(a);
    offset += b.start * own[a];
    from[a] = std::min(b.step, s[a]) * own[a];  // a greater step is never taken
    contiguous = contiguous && (b.step == 1 || n.shape[a] == 1) && (!partial_seen || n.shape[a] == s[a]);
    partial_seen = partial_seen || n.shape[a] != 1;
  }
  if (contiguous) return low.alias(id, n.in[0], offset * static_cast<i64>(size_of(n.dtype)));
  low.emit(Copy{n.dtype, n.shape, contiguous_strides(n.shape), from, 0, offset}, 1, {id, n.in[0]}, n.origin);
}

// Attribute of pad: one entry per axis.
struct Margins {
  std::vector<i64> low, high, between;
  bool operator==(const Margins&) const = default;
  bool fit(std::size_t rank) const {
    return std::ranges::all_of(std::array{&low, &high, &between}, [&](const std::vector<i64>* widths) {
      return widths->size() == rank && std::ranges::all_of(*widths, [](i64 w) { return w >= 0; });
    });
  }
};
TensorType padded(std::span<const Var> in, const Attr& attr) {
  Shape s = in[0].shape();
  const Margins& m = attr.as<Margins>();
  if (!m.fit(s.lengths().size()))
    throw std::invalid_argument(fmt::format("three non-negative widths per axis of {} are needed", str(s)));
  for (int a = 0; a < s.rank(); ++a) {
    const i64 low = m.low[a], high = m.high[a], between = m.between[a];
    i64 length = s[a];
    if (__builtin_mul_overflow(std::max<i64>(s[a] - 1, 0), between, &length) ||
        __builtin_add_overflow(length, s[a], &length) || __builtin_add_overflow(length, low, &length) ||
        __builtin_add_overflow(length, high, &length))
      throw std::invalid_argument(fmt::format("widths {}, {} and {} along axis {} of {} are too large", low, high,
                                              between, a, str(s)));
    s = s.with(a, length);
  }
  return {s, in[0].dtype()};
}
Var pad_vjp(const Rule& r, int) {
  const Shape &small = r.in[0].shape(), &big = r.out.shape();
  const Margins& m = r.attr.as<Margins>();
  std::vector<i64> start, stop, step;
  for (int a = 0; a < small.rank(); ++a) {
    start.push_back(m.low[a]);
    stop.push_back(big[a] - m.high[a]);
    step.push_back(small[a] > 1 ? m.between[a] + 1 : 1);
  }
  return slice(r.g, start, stop, step);
}
void lower_pad(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape& small = low.shape(n.in[0]);
  const Margins& m = n.attr->as<Margins>();
  const Strides own = contiguous_strides(n.shape);
  Strides to{};
  i64 offset = 0;
  for (int a = 0; a < small.rank(); ++a) {
    offset += m.low[a] * own[a];
    to[a] = small[a] > 1 ? (m.between[a] + 1) * own[a] : 0;
  }
  low.emit(Fill{n.dtype, n.shape.size(), 0}, 1, {id}, n.origin);
  low.emit(Copy{n.dtype, small, to, contiguous_strides(small), offset, 0}, 1, {id, n.in[0]}, n.origin);
}

// Attribute of concat.
struct Joined {
  int axis;
  bool operator==(const Joined&) const = default;
};
TensorType concatenated(std::span<const Var> in, const Attr& attr) {
  const int axis = attr.as<Joined>().axis;
  Shape s = in[0].shape();
  for (const Var& v : in.subspan(1)) {
    const Shape& o = v.shape();
    if (o.rank() != s.rank() || o.without(axis) != s.without(axis) || v.dtype() != in[0].dtype())
      throw std::invalid_argument(
          fmt::format("{} {} and {} {} along axis {}: types and all other lengths must agree",
                      name_of(in[0].dtype()), str(in[0].shape()), name_of(v.dtype()), str(o), axis));
    s = s.with(axis, s[axis] + o[axis]);
  }
  return {s, in[0].dtype()};
}
Var concat_vjp(const Rule& r, int i) {
  const int axis = r.attr.as<Joined>().axis;
  i64 from = 0;
  for (int j = 0; j < i; ++j) from += r.in[j].shape()[axis];
  return slice_axis(r.g, axis, from, from + r.in[i].shape()[axis]);
}
void lower_concat(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const int axis = n.attr->as<Joined>().axis;
  const Strides to = contiguous_strides(n.shape);
  i64 from = 0;
  for (int in : n.in) {
    const Shape& s = low.shape(in);
    const bool one_piece = n.shape.product(0, axis) == 1;  // then it can be computed where it belongs
    if (!one_piece || !low.place(in, id, from * to[axis] * static_cast<i64>(size_of(n.dtype))))
      low.emit(Copy{n.dtype, s, to, contiguous_strides(s), from * to[axis], 0}, 1, {id, in}, n.origin);
    from += s[axis];
  }
}

std::vector<double> numbers(const std::vector<i64>& integers) { return {integers.begin(), integers.end()}; }
AttrFields permute_fields(const Attr& attr) { return {{"axes", numbers(attr.as<Order>().axes)}}; }
AttrFields slice_fields(const Attr& attr) {
  const Cut& cut = attr.as<Cut>();
  return {{"start", numbers(cut.start)}, {"stop", numbers(cut.stop)}, {"step", numbers(cut.step)}};
}
AttrFields pad_fields(const Attr& attr) {
  const Margins& m = attr.as<Margins>();
  return {{"low", numbers(m.low)}, {"high", numbers(m.high)}, {"between", numbers(m.between)}};
}
AttrFields concat_fields(const Attr& attr) { return {{"axis", {static_cast<double>(attr.as<Joined>().axis)}}}; }

constexpr Primitive rows[] = {
    {"reshape", reshaped, [](const Rule& r, int) { return reshape(r.g, r.in[0].shape()); },
     [](Lowering& low, int id) { low.alias(id, low.node(id).in[0], 0); }},
    {"expand", expanded, [](const Rule& r, int) { return sum_to(r.g, r.in[0].shape()); }, lower_expand},
    {.name = "permute", .infer = permuted, .vjp = permute_vjp, .lower = lower_permute, .fields = permute_fields},
    {.name = "slice", .infer = sliced, .vjp = slice_vjp, .lower = lower_slice, .fields = slice_fields},
    {.name = "pad", .infer = padded, .vjp = pad_vjp, .lower = lower_pad, .fields = pad_fields},
    {.name = "concat", .infer = concatenated, .vjp = concat_vjp, .lower = lower_concat, .fields = concat_fields},
};

}  // namespace

const Primitive &reshape_primitive = rows[0], &expand_primitive = rows[1];
std::span<const Primitive> movement_primitives() { return rows; }

Var reshape(Operand x, Shape to) { return record(rows[0], {x}, Target{.shape = to}); }
Var expand(Operand x, Shape to) { return record(rows[1], {x}, Target{.shape = to}); }
Var permute(Operand x, std::vector<i64> order) { return record(rows[2], {x}, Order{.axes = std::move(order)}); }
Var transpose(Operand x) {
  std::vector<i64> order(static_cast<std::size_t>(x.var.shape().rank()));
  std::iota(order.begin(), order.end(), 0);
  if (order.size() >= 2) std::swap(order[order.size() - 1], order[order.size() - 2]);
  return permute(x, order);
}

Var slice(Operand x, std::vector<i64> start, std::vector<i64> stop, std::vector<i64> step) {
  if (step.empty()) step.assign(start.size(), 1);
  return record(rows[3], {x}, Cut{.start = std::move(start), .stop = std::move(stop), .step = std::move(step)});
}
Var slice_axis(Operand x, i64 axis, i64 from, i64 to) {
  const Shape& s = x.var.shape();
  const int a = checked_axis(s, axis, "slice");
  std::vector<i64> start(static_cast<std::size_t>(s.rank()), 0), stop(s.lengths().begin(), s.lengths().end());
  start[a] = from;
  stop[a] = to;
  return slice(x, start, stop);
}
Var pad(Operand x, std::vector<i64> low, std::vector<i64> high, std::vector<i64> between) {
  if (between.empty()) between.assign(low.size(), 0);
  return record(rows[4], {x},
                Margins{.low = std::move(low), .high = std::move(high), .between = std::move(between)});
}
Var concat(std::vector<Var> xs, i64 axis, std::source_location where) {
  if (xs.empty()) throw std::invalid_argument("concat: no tensors given");
  const int a = checked_axis(xs[0].shape(), axis, "concat");
  return xs.size() == 1 ? xs[0] : xs[0].tape->record(rows[5], xs, Joined{.axis = a}, where);
}

}  // namespace pont::ad
