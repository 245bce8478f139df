// Values that come from outside: constants, inputs, random draws, host functions of rows; and changes of
// type.
#include "autodiff/primitives/source.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

void nothing(Lowering&, int) {}  // memory of inputs and constants exists before the first instruction

TensorType given(std::span<const Var>, const Attr& attr) {
  const Tensor& value = *attr.as<ConstantAttr>().value;
  return {value.shape(), value.dtype()};
}
TensorType supplied(std::span<const Var>, const Attr& attr) { return attr.as<InputAttr>().type; }

// Attribute of draws, whose inputs are step and first.
struct Drawn {
  std::uint64_t key;
  TensorType type;
  bool operator==(const Drawn&) const = default;
  std::size_t hash() const { return key; }
};
TensorType drawn(std::span<const Var> in, const Attr& attr) {
  for (const Var& v : in)
    if (v.dtype() != Dtype::i64 || v.shape().size() != 1)
      throw std::invalid_argument(fmt::format("step and first are int64 scalars; {} {} was given",
                                              name_of(v.dtype()), str(v.shape())));
  const TensorType type = attr.as<Drawn>().type;
  if (!is_real(type.dtype)) throw std::invalid_argument("draws are real; cast them");
  return type;
}
template <Draw::Kind kind>
void lower_draw(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const i64 row = n.shape.rank() == 0 ? 1 : n.shape.product(1, n.shape.rank());
  low.emit(Draw{kind, n.dtype, n.attr->as<Drawn>().key, n.shape.size(), row}, 1, {id, n.in[0], n.in[1]},
           n.origin);
}

// Attribute of row_map: the function, and the type of its results.
struct Mapped {
  std::shared_ptr<const RowFunction> f;
  Dtype to;
  bool operator==(const Mapped&) const = default;
};
TensorType mapped(std::span<const Var> in, const Attr& attr) {
  const Shape& x = in[0].shape();
  const Mapped& m = attr.as<Mapped>();
  if (x.rank() != 2 || x[1] != m.f->inputs() || !is_real(in[0].dtype()))
    throw std::invalid_argument(fmt::format("{} {} given; a real matrix with {} columns is needed",
                                            name_of(in[0].dtype()), str(x), m.f->inputs()));
  return {{x[0], m.f->outputs()}, m.to};
}
void lower_map(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  low.emit(MapRows{n.attr->as<Mapped>().f, low.node(n.in[0]).dtype, n.dtype, n.shape[0]}, 1, {id, n.in[0]}, n.origin);
}

// Attribute of cast.
struct Converted {
  Dtype to;
  bool operator==(const Converted&) const = default;
};
TensorType converted(std::span<const Var> in, const Attr& attr) {
  if (attr.as<Converted>().to == Dtype::u8)
    throw std::invalid_argument("nothing is converted to u8; tables of bytes come from outside");
  return {in[0].shape(), attr.as<Converted>().to};
}
Var cast_vjp(const Rule& r, int) {
  const bool real = is_real(r.in[0].dtype()) && is_real(r.out.dtype());
  return real ? cast(r.g, r.in[0].dtype()) : Var{};
}
void lower_cast(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  low.emit(Convert{low.node(n.in[0]).dtype, n.dtype, n.shape.size()}, 1, {id, n.in[0]}, n.origin);
}

TensorType unchanged(std::span<const Var> in, const Attr&) { return {in[0].shape(), in[0].dtype()}; }

constexpr Primitive rows[] = {
    {"constant", given, nullptr, nothing},
    {"input", supplied, nullptr, nothing},
    {"uniform", drawn, nullptr, lower_draw<Draw::Kind::uniform>},
    {"normal", drawn, nullptr, lower_draw<Draw::Kind::normal>},
    {"row_map", mapped, nullptr, lower_map},
    {"cast", converted, cast_vjp, lower_cast},
    {"stop_gradient", unchanged, nullptr,
     [](Lowering& low, int id) { low.alias(id, low.node(id).in[0], 0); }},
};

Var draw(const Primitive& op, Operand step, Operand first, Key key, Shape shape, Dtype dtype) {
  return record(op, {step, first}, Drawn{.key = key.value(), .type = {.shape = shape, .dtype = dtype}});
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
  return record(rows[4], {x}, Mapped{.f = std::move(f), .to = dtype});
}
Var cast(Operand x, Dtype dtype) {
  if (x.var.dtype() == dtype) return x.var;
  return record(rows[5], {x}, Converted{.to = dtype});
}
Var stop_gradient(Operand x) { return record(rows[6], {x}); }
Var zeros_like(Operand x) { return expand(x.var.tape->scalar(0, x.var.dtype()), x.var.shape()); }

}  // namespace pont::ad
