// Primitives that move values without changing them, closed under transposition:
// reshape, expand <-> sum, permute <-> permute, slice <-> pad, concat <-> slices, gather <-> scatter_add.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {

namespace {

using Strides = std::array<i64, max_rank>;

// Attr of reshape, expand: ints = lengths of the result.
Aval reshaped(std::span<const Var> in, const Attr& attr) {
  const Shape to{std::span<const i64>(attr.ints)};
  if (to.size() != in[0].shape().size())
    throw std::invalid_argument(fmt::format("{} has {} elements, {} has {}", str(in[0].shape()),
                                            in[0].shape().size(), str(to), to.size()));
  return {to, in[0].dtype()};
}
Aval expanded(std::span<const Var> in, const Attr& attr) {
  const Shape to{std::span<const i64>(attr.ints)};
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

// Attr of permute: ints = order.
Aval permuted(std::span<const Var> in, const Attr& attr) {
  const Shape& s = in[0].shape();
  std::vector<i64> sorted = attr.ints, all(s.rank());
  std::sort(sorted.begin(), sorted.end());
  std::iota(all.begin(), all.end(), 0);
  if (sorted != all)
    throw std::invalid_argument(
        fmt::format("the order given is not a permutation of the {} axes of {}", s.rank(), str(s)));
  std::vector<i64> lengths;
  for (const i64 a : attr.ints) lengths.push_back(s[static_cast<int>(a)]);
  return {Shape(lengths), in[0].dtype()};
}
Var permute_vjp(const Rule& r, int) {
  std::vector<i64> inverse(r.attr.ints.size());
  for (std::size_t a = 0; a < inverse.size(); ++a) inverse[r.attr.ints[a]] = static_cast<i64>(a);
  return permute(r.g, inverse);
}
void lower_permute(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Strides own = contiguous_strides(low.shape(n.in[0]));
  Strides from{};
  for (int a = 0; a < n.shape.rank(); ++a) from[a] = own[n.attr->ints[a]];
  low.emit(Copy{n.dtype, n.shape, contiguous_strides(n.shape), from, 0, 0}, 1, {id, n.in[0]}, n.origin);
}

// Attr of slice: ints = starts, stops, steps (rank entries each).
struct Bounds {
  i64 start, stop, step;
  i64 count() const { return stop <= start ? 0 : (stop - start - 1) / step + 1; }
};
Bounds bounds(const Attr& attr, int rank, int a) {
  return {attr.ints[a], attr.ints[rank + a], attr.ints[2 * rank + a]};
}
Aval sliced(std::span<const Var> in, const Attr& attr) {
  Shape s = in[0].shape();
  if (static_cast<int>(attr.ints.size()) != 3 * s.rank())
    throw std::invalid_argument(fmt::format("one start, stop and step per axis of {} are needed", str(s)));
  for (int a = 0; a < s.rank(); ++a) {
    const Bounds b = bounds(attr, s.rank(), a);
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
    const Bounds b = bounds(r.attr, s.rank(), a);
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
    const Bounds b = bounds(*n.attr, s.rank(), a);
    offset += b.start * own[a];
    from[a] = std::min(b.step, s[a]) * own[a];  // a greater step is never taken
    contiguous = contiguous && (b.step == 1 || n.shape[a] == 1) && (!partial_seen || n.shape[a] == s[a]);
    partial_seen = partial_seen || n.shape[a] != 1;
  }
  if (contiguous) return low.alias(id, n.in[0], offset * static_cast<i64>(size_of(n.dtype)));
  low.emit(Copy{n.dtype, n.shape, contiguous_strides(n.shape), from, 0, offset}, 1, {id, n.in[0]}, n.origin);
}

// Attr of pad: ints = low, high, between (rank entries each).
Aval padded(std::span<const Var> in, const Attr& attr) {
  Shape s = in[0].shape();
  if (static_cast<int>(attr.ints.size()) != 3 * s.rank() ||
      std::any_of(attr.ints.begin(), attr.ints.end(), [](i64 v) { return v < 0; }))
    throw std::invalid_argument(fmt::format("three non-negative widths per axis of {} are needed", str(s)));
  for (int a = 0; a < s.rank(); ++a) {
    const i64 low = attr.ints[a], high = attr.ints[s.rank() + a], between = attr.ints[2 * s.rank() + a];
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
  std::vector<i64> start, stop, step;
  for (int a = 0; a < small.rank(); ++a) {
    start.push_back(r.attr.ints[a]);
    stop.push_back(big[a] - r.attr.ints[small.rank() + a]);
    step.push_back(small[a] > 1 ? r.attr.ints[2 * small.rank() + a] + 1 : 1);
  }
  return slice(r.g, start, stop, step);
}
void lower_pad(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape& small = low.shape(n.in[0]);
  const Strides own = contiguous_strides(n.shape);
  Strides to{};
  i64 offset = 0;
  for (int a = 0; a < small.rank(); ++a) {
    offset += n.attr->ints[a] * own[a];
    to[a] = small[a] > 1 ? (n.attr->ints[2 * small.rank() + a] + 1) * own[a] : 0;
  }
  low.emit(Fill{n.dtype, n.shape.size(), 0}, 1, {id}, n.origin);
  low.emit(Copy{n.dtype, small, to, contiguous_strides(small), offset, 0}, 1, {id, n.in[0]}, n.origin);
}

// Attr of concat: ints = {axis}.
Aval concatenated(std::span<const Var> in, const Attr& attr) {
  const int axis = static_cast<int>(attr.ints[0]);
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
  const i64 axis = r.attr.ints[0];
  i64 from = 0;
  for (int j = 0; j < i; ++j) from += r.in[j].shape()[static_cast<int>(axis)];
  return slice_axis(r.g, axis, from, from + r.in[i].shape()[static_cast<int>(axis)]);
}
void lower_concat(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const int axis = static_cast<int>(n.attr->ints[0]);
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

constexpr Primitive rows[] = {
    {"reshape", reshaped, [](const Rule& r, int) { return reshape(r.g, r.in[0].shape()); },
     [](Lowering& low, int id) { low.alias(id, low.node(id).in[0], 0); }},
    {"expand", expanded, [](const Rule& r, int) { return sum_to(r.g, r.in[0].shape()); }, lower_expand},
    {"permute", permuted, permute_vjp, lower_permute},
    {"slice", sliced, slice_vjp, lower_slice},
    {"pad", padded, pad_vjp, lower_pad},
    {"concat", concatenated, concat_vjp, lower_concat},
};

}  // namespace

const Primitive &reshape_primitive = rows[0], &expand_primitive = rows[1];
std::span<const Primitive> movement_primitives() { return rows; }

Var reshape(Operand x, Shape to) {
  return record(rows[0], {x}, Attr::of({to.lengths().begin(), to.lengths().end()}));
}
Var expand(Operand x, Shape to) {
  return record(rows[1], {x}, Attr::of({to.lengths().begin(), to.lengths().end()}));
}
Var permute(Operand x, std::vector<i64> order) { return record(rows[2], {x}, Attr::of(std::move(order))); }
Var transpose(Operand x) {
  std::vector<i64> order(static_cast<std::size_t>(x.var.shape().rank()));
  std::iota(order.begin(), order.end(), 0);
  if (order.size() >= 2) std::swap(order[order.size() - 1], order[order.size() - 2]);
  return permute(x, order);
}

Var slice(Operand x, std::vector<i64> start, std::vector<i64> stop, std::vector<i64> step) {
  if (step.empty()) step.assign(start.size(), 1);
  start.insert(start.end(), stop.begin(), stop.end());
  start.insert(start.end(), step.begin(), step.end());
  return record(rows[3], {x}, Attr::of(std::move(start)));
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
  low.insert(low.end(), high.begin(), high.end());
  low.insert(low.end(), between.begin(), between.end());
  return record(rows[4], {x}, Attr::of(std::move(low)));
}
Var concat(std::vector<Var> xs, i64 axis, std::source_location where) {
  if (xs.empty()) throw std::invalid_argument("concat: no tensors given");
  const i64 a = checked_axis(xs[0].shape(), axis, "concat");
  return xs.size() == 1 ? xs[0] : xs[0].tape->record(rows[5], xs, Attr::of({a}), where);
}

}  // namespace pont::ad
