// The values of a program under construction: graph nodes, copies of them that only the plan knows, and
// views.
#pragma once
#include "autodiff/lowering.hpp"

namespace pont::ad {

/// Numbers below the size of the graph are its nodes; greater ones are copies.
class Values final {
 public:
  struct View {
    int root;    ///< the value that has the memory
    i64 offset;  ///< bytes into it
  };

  Values(const Graph& graph, std::vector<std::optional<Alias>> aliases)
      : graph_(graph), aliases_(std::move(aliases)), nodes_(static_cast<int>(graph.nodes.size())) {}

  int count() const { return nodes_ + static_cast<int>(copies_.size()); }
  int original(int value) const {
    return value < nodes_ ? value : copies_[static_cast<std::size_t>(value - nodes_)];
  }
  const GraphNode& node(int value) const { return graph_.nodes[static_cast<std::size_t>(original(value))]; }
  std::size_t bytes(int value) const {
    return static_cast<std::size_t>(node(value).shape.size()) * size_of(node(value).dtype);
  }
  View view(int value) const {
    i64 offset = 0;
    while (value < nodes_ && aliases_[static_cast<std::size_t>(value)]) {
      const Alias& a = *aliases_[static_cast<std::size_t>(value)];
      offset += a.bytes;
      value = a.of;
    }
    return {value, offset};
  }
  int root(int value) const { return view(value).root; }
  int copy_of(int value) {
    copies_.push_back(value);
    return count() - 1;
  }

 private:
  const Graph& graph_;
  std::vector<std::optional<Alias>> aliases_;
  int nodes_;
  std::vector<int> copies_;
};

/// Whether output `o` of a chain may be written over its operand `input`: the operand is read whole, element
/// by element, nowhere else in the chain, and not after the output is stored.
bool may_overwrite(const Values&, const Instruction&, int o, std::size_t input);

}  // namespace pont::ad
