// From a graph to backend instructions: elementwise nodes become chains, every other primitive lowers itself.
#pragma once
#include <optional>

#include "autodiff/backend.hpp"
#include "autodiff/graph.hpp"

namespace pont::ad {

/// A value lies `bytes` into another one instead of having memory of its own.
struct Alias {
  int of;
  i64 bytes;
};

/// The instruction list under construction, and what primitives' `lower` functions may do with it.
class Lowering {
 public:
  explicit Lowering(Graph& graph) : graph_(graph), aliases_(graph.nodes.size()) {}

  const GraphNode& node(int id) const { return graph_.nodes[id]; }
  const Shape& shape(int id) const { return node(id).shape; }

  /// Appends a verb; `values` are its operands, outputs first, as listed at the verb.
  void emit(Verb verb, int outputs, std::vector<int> values, int origin);
  /// Value `id` is value `of`, displaced by `bytes`; nothing is computed.
  void alias(int id, int of, i64 bytes) { aliases_[id] = Alias{of, bytes}; }

  /// Lets the already lowered value `id` be computed right at its place in value `of`, `bytes` from its
  /// start; false where that is impossible, because id lies in other memory: an input, a constant, a part of
  /// something else.
  bool place(int id, int of, i64 bytes);

  /// A value [elements] that no primitive computes.
  int add_value(i64 elements, Dtype, int origin);
  /// The value in whose memory value `id` lies.
  int root(int id) const;

  std::vector<Instruction> instructions;
  std::size_t preparation = 0;  ///< instructions at the start of the list that read fixed inputs alone
  const std::vector<std::optional<Alias>>& aliases() const { return aliases_; }

 private:
  Graph& graph_;
  std::vector<std::optional<Alias>> aliases_;
};

/// Lowers the whole graph.
Lowering lower(Graph&);

}  // namespace pont::ad
