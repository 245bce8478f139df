// Values that come from outside: constants, inputs, random draws, host functions of rows; and changes of
// type.
#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

void nothing(Lowering&, int) {}  // memory of inputs and constants exists before the first instruction

// Attr of input: ints = {type, number, lengths...}.
Aval supplied(std::span<const Var>, const Attr& attr) {
  return {Shape(std::span<const i64>(attr.ints).subspan(2)), static_cast<Dtype>(attr.ints[0])};
}

// Attr of draws: ints = {key, type, lengths...}; inputs step, first.
Aval drawn(std::span<const Var> in, const Attr& attr) {
  for (const Var& v : in)
    if (v.dtype() != Dtype::i64 || v.shape().size() != 1)
      throw std::invalid_argument(fmt::format("step and first are int64 scalars; {} {} was given",
                                              name_of(v.dtype()), str(v.shape())));
  const Dtype dtype = static_cast<Dtype>(attr.ints[1]);
  if (dtype == Dtype::i64) throw std::invalid_argument("draws are real; cast them");
  return {Shape(std::span<const i64>(attr.ints).subspan(2)), dtype};
}
template <Draw::Kind kind>
void lower_draw(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const i64 row = n.shape.rank() == 0 ? 1 : n.shape.product(1, n.shape.rank());
  low.emit(Draw{kind, n.dtype, static_cast<std::uint64_t>(n.attr->ints[0]), n.shape.size(), row}, 1,
           {id, n.in[0], n.in[1]}, n.origin);
}

// Attr of row_map: rows, ints = {type}.
Aval mapped(std::span<const Var> in, const Attr& attr) {
  const Shape& x = in[0].shape();
  if (x.rank() != 2 || x[1] != attr.rows->inputs() || in[0].dtype() == Dtype::i64)
    throw std::invalid_argument(fmt::format("{} {} given; a real matrix with {} columns is needed",
                                            name_of(in[0].dtype()), str(x), attr.rows->inputs()));
  return {{x[0], attr.rows->outputs()}, static_cast<Dtype>(attr.ints[0])};
}
void lower_map(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  low.emit(MapRows{n.attr->rows, low.node(n.in[0]).dtype, n.dtype, n.shape[0]}, 1, {id, n.in[0]}, n.origin);
}

// Attr of cast: ints = {type}.
Aval converted(std::span<const Var> in, const Attr& attr) {
  return {in[0].shape(), static_cast<Dtype>(attr.ints[0])};
}
Var cast_vjp(const Rule& r, int) {
  const bool real = r.in[0].dtype() != Dtype::i64 && r.out.dtype() != Dtype::i64;
  return real ? cast(r.g, r.in[0].dtype()) : Var{};
}
void lower_cast(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  low.emit(Convert{low.node(n.in[0]).dtype, n.dtype, n.shape.size()}, 1, {id, n.in[0]}, n.origin);
}

Aval unchanged(std::span<const Var> in, const Attr&) { return {in[0].shape(), in[0].dtype()}; }

constexpr Primitive rows[] = {
    {"constant",
     [](std::span<const Var>, const Attr& a) {
       return Aval{a.tensor->shape(), a.tensor->dtype()};
     },
     nullptr, nothing},
    {"input", supplied, nullptr, nothing},
    {"uniform", drawn, nullptr, lower_draw<Draw::Kind::uniform>},
    {"normal", drawn, nullptr, lower_draw<Draw::Kind::normal>},
    {"row_map", mapped, nullptr, lower_map},
    {"cast", converted, cast_vjp, lower_cast},
    {"stop_gradient", unchanged, nullptr,
     [](Lowering& low, int id) { low.alias(id, low.node(id).in[0], 0); }},
};

Var draw(const Primitive& op, Operand step, Operand first, Key key, Shape shape, Dtype dtype) {
  Attr attr = Attr::of({static_cast<i64>(key.value()), static_cast<i64>(dtype)});
  attr.ints.insert(attr.ints.end(), shape.lengths().begin(), shape.lengths().end());
  return record(op, {step, first}, std::move(attr));
}

}  // namespace

const Primitive &constant_primitive = rows[0], &input_primitive = rows[1], &stop_gradient_primitive = rows[6];
std::span<const Primitive> source_primitives() { return rows; }

Var uniform(Operand step, Operand first, Key key, Shape shape, Dtype dtype) {
  return draw(rows[2], step, first, key, shape, dtype);
}
Var normal(Operand step, Operand first, Key key, Shape shape, Dtype dtype) {
  return draw(rows[3], step, first, key, shape, dtype);
}
Var row_map(Operand x, std::shared_ptr<const RowFunction> f, Dtype dtype) {
  Attr attr = Attr::of({static_cast<i64>(dtype)});
  attr.rows = std::move(f);
  return record(rows[4], {x}, std::move(attr));
}
Var cast(Operand x, Dtype dtype) {
  if (x.var.dtype() == dtype) return x.var;
  return record(rows[5], {x}, Attr::of({static_cast<i64>(dtype)}));
}
Var stop_gradient(Operand x) { return record(rows[6], {x}); }
Var zeros_like(Operand x) { return expand(x.var.tape->scalar(0, x.var.dtype()), x.var.shape()); }

}  // namespace pont::ad
