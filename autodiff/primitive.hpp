// A primitive is one immutable row: name, shape rule, derivative rule, lowering. The table of all rows is walked by tests.
#pragma once
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "autodiff/scalar_ops.hpp"
#include "autodiff/tape.hpp"

namespace pont::ad {

class Lowering;

/// The shape and the element type of a value, known before it is computed.
struct TensorType {
  Shape shape;
  Dtype dtype;

  bool operator==(const TensorType&) const = default;
};

/// What a derivative rule sees: the instruction's inputs and output as Vars, and the cotangent of the output.
struct Rule {
  std::span<const Var> in;
  Var out, g;
  const Attr& attr;
};

/// What an attribute says, in names and numbers.
struct AttrField {
  std::string_view name;
  std::vector<double> values;
};
using AttrFields = std::vector<AttrField>;

struct Primitive {
  std::string_view name;
  /// Shape and type of the result; throws std::invalid_argument without place (Tape::record adds it).
  TensorType (*infer)(std::span<const Var> in, const Attr&);
  /// Cotangent of input i, written in public operations and therefore differentiable; an empty Var where none flows.
  Var (*vjp)(const Rule&, int i) = nullptr;
  /// Emits backend instructions for node `id` of the graph being lowered; null for elementwise rows, which are fused.
  void (*lower)(Lowering&, int id) = nullptr;
  /// The formula of an elementwise row.
  ScalarOp scalar = ScalarOp::none;
  /// Of a custom primitive: the same function in other public operations, to the bit. `lower` or `scalar` is then a
  /// kernel that a backend may lack. The composition is recorded before each use and is that instruction's last input;
  /// the compiler takes one of the two (see simplify), and without `vjp` all derivatives come from the composition.
  Var (*composition)(std::span<const Var> in, const Attr&) = nullptr;

  /// What the attribute says besides shapes and types, for whoever writes a recording down; null where it says nothing
  /// more, and of draws, constants and inputs.
  AttrFields (*fields)(const Attr&) = nullptr;

  bool elementwise() const { return scalar != ScalarOp::none; }
};

/// Every primitive, each exactly once.
std::span<const Primitive* const> primitives();

/// Records `op`; all operands must be Vars.
Var record(const Primitive& op, std::initializer_list<Operand> in, Attr attr = {});

// The groups of the table, one file each.
std::span<const Primitive> elementwise_primitives();
std::span<const Primitive> reduction_primitives();
std::span<const Primitive> linalg_primitives();
std::span<const Primitive> movement_primitives();
std::span<const Primitive> indexing_primitives();
std::span<const Primitive> normalisation_primitives();
std::span<const Primitive> convolution_primitives();
std::span<const Primitive> group_norm_primitives();
std::span<const Primitive> softmax_primitives();
std::span<const Primitive> source_primitives();

const Primitive& elementwise_primitive(ScalarOp);

}  // namespace pont::ad
