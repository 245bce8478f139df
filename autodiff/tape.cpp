// Recording, and the one place where an error message gets its line.
#include "autodiff/tape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/primitive.hpp"

namespace pont::ad {

const Shape& Var::shape() const { return tape->node(id).shape; }
Dtype Var::dtype() const { return tape->node(id).dtype; }

Var Tape::record(const Primitive& op, std::span<const Var> in, Attr attr, std::source_location where) {
  if (where_) where = *where_;
  const auto fail = [&](const std::string& what) {
    throw std::invalid_argument(
        fmt::format("{}: {} (at {}:{})", op.name, what, where.file_name(), where.line()));
  };
  Node node{.op = &op,
            .in = {},
            .attr = std::move(attr),
            .shape = {},
            .dtype = {},
            .where = where,
            .scope = scope_};
  for (const Var& v : in) {
    if (v.tape != this)
      fail("an operand belongs to another tape; record both on one tape, or pass values as inputs");
    node.in.push_back(v.id);
  }
  try {
    const Aval result = op.infer(in, node.attr);
    node.shape = result.shape;
    node.dtype = result.dtype;
  } catch (const std::invalid_argument& e) {
    fail(e.what());
  }
  nodes_.push_back(std::move(node));
  return {this, size() - 1};
}

Var Tape::input(Shape shape, Dtype dtype, std::string name) {
  Attr attr = Attr::of({static_cast<i64>(dtype), size()});
  attr.text = std::move(name);
  attr.ints.insert(attr.ints.end(), shape.lengths().begin(), shape.lengths().end());
  return record(input_primitive, {}, std::move(attr), std::source_location::current());
}

Var Tape::constant(Tensor value) {
  Attr attr;
  attr.tensor = std::make_shared<const Tensor>(std::move(value));
  return record(constant_primitive, {}, std::move(attr), std::source_location::current());
}

Var Tape::scalar(double value, Dtype dtype) {
  return constant(with_type(dtype, [&](auto t) { return Tensor::scalar(static_cast<decltype(t)>(value)); }));
}

Tape::Scope::Scope(Tape& tape, const std::string& name) : tape_(tape), outer_(tape.scope_) {
  const std::string& parent = tape.scopes_[outer_];
  const std::string full = parent.empty() ? name : parent + "/" + name;
  const auto known = std::find(tape.scopes_.begin(), tape.scopes_.end(), full);
  tape.scope_ = static_cast<int>(known - tape.scopes_.begin());
  if (known == tape.scopes_.end()) tape.scopes_.push_back(full);
}

Tape::OnBehalfOf::OnBehalfOf(Tape& tape, int id)
    : tape_(tape), outer_where_(tape.where_), outer_scope_(tape.scope_) {
  tape.where_ = &tape.nodes_[id].where;
  tape.scope_ = tape.nodes_[id].scope;
}

Tape::OnBehalfOf::~OnBehalfOf() {
  tape_.where_ = outer_where_;
  tape_.scope_ = outer_scope_;
}

Var record(const Primitive& op, std::initializer_list<Operand> in, Attr attr) {
  const auto var = std::find_if(in.begin(), in.end(), [](const Operand& x) { return bool(x.var); });
  if (var == in.end())
    throw std::invalid_argument(
        fmt::format("{}: no operand is on a tape (at {}:{}); make one with Tape::constant", op.name,
                    in.begin()->where.file_name(), in.begin()->where.line()));
  // A number takes the type of the last Var: in where(mask, a, 0) that is the type of a.
  Dtype dtype = var->var.dtype();
  for (const Operand& x : in)
    if (x.var) dtype = x.var.dtype();
  std::array<Var, 3> vars;
  std::size_t n = 0;
  for (const Operand& x : in) vars[n++] = x.var ? x.var : var->var.tape->scalar(x.number, dtype);
  return var->var.tape->record(op, std::span(vars.data(), n), std::move(attr), in.begin()->where);
}

}  // namespace pont::ad
