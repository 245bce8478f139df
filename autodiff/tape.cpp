// Recording, and the one place where an error message gets its line.
#include "autodiff/tape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/primitive.hpp"
#include "autodiff/primitives/source.hpp"

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
            .scope = scope_,
            .composition = -1};
  for (const Var& v : in) {
    if (v.tape != this)
      fail("an operand belongs to another tape; record both on one tape, or pass values as inputs");
    node.in.push_back(v.id);
  }
  try {
    const TensorType result = op.infer(in, node.attr);
    node.shape = result.shape;
    node.dtype = result.dtype;
  } catch (const std::invalid_argument& e) {
    fail(e.what());
  }
  if (op.composition) {
    const OnBehalfOf place(*this, node.where);
    node.composition = size();
    node.in.push_back(op.composition(in, node.attr).id);
  }
  nodes_.push_back(std::move(node));
  return {this, size() - 1};
}

Var Tape::input(Shape shape, Dtype dtype, std::string name) {
  const TensorType type{.shape = shape, .dtype = dtype};
  return record(input_primitive, {}, InputAttr{.type = type, .number = size(), .name = std::move(name)},
                std::source_location::current());
}

Var Tape::constant(Tensor value) { return constant(std::make_shared<const Tensor>(std::move(value))); }

Var Tape::constant(std::shared_ptr<const Tensor> value) {
  return record(constant_primitive, {}, ConstantAttr{.value = std::move(value)}, std::source_location::current());
}

Var Tape::scalar(double value, Dtype dtype) {
  return constant(with_number(dtype, [&](auto t) { return Tensor::scalar(static_cast<decltype(t)>(value)); }));
}

Tape::Scope::Scope(Tape& tape, const std::string& name) : tape_(tape), outer_(tape.scope_) {
  const std::string& parent = tape.scopes_[outer_];
  const std::string full = parent.empty() ? name : parent + "/" + name;
  const auto known = std::find(tape.scopes_.begin(), tape.scopes_.end(), full);
  tape.scope_ = static_cast<int>(known - tape.scopes_.begin());
  if (known == tape.scopes_.end()) tape.scopes_.push_back(full);
}

Tape::OnBehalfOf::OnBehalfOf(Tape& tape, const std::source_location& where)
    : tape_(tape), outer_where_(tape.where_), outer_scope_(tape.scope_) {
  tape.where_ = &where;
}

Tape::OnBehalfOf::OnBehalfOf(Tape& tape, int id) : OnBehalfOf(tape, tape.nodes_[id].where) {
  tape.scope_ = tape.nodes_[id].scope;
}

Tape::OnBehalfOf::~OnBehalfOf() {
  tape_.where_ = outer_where_;
  tape_.scope_ = outer_scope_;
}

}  // namespace pont::ad
