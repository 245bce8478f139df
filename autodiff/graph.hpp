// The part of a tape that a program needs: no dead code, no value computed twice, no operation that changes
// nothing.
#pragma once
#include <span>
#include <vector>

#include "autodiff/primitive.hpp"

namespace pont::ad {

class Backend;

struct GraphNode {
  const Primitive* op;  ///< null for what the lowering adds
  std::vector<int> in;
  const Attr* attr;  ///< belongs to the tape
  Shape shape;
  Dtype dtype;
  int origin;  ///< tape position
};

/// Nodes in topological order, and the positions of the roots.
struct Graph {
  const Tape* tape;
  std::vector<GraphNode> nodes;
  std::vector<int> roots;
};

/// Live nodes of `roots`, with common subexpressions shared and identities removed: reshape and expand to the
/// same shape, stop_gradient, multiplication and division by one, and expansions that an elementwise consumer
/// can read broadcast. A custom primitive is one node, or its composition where the backend has no kernel for it or
/// where a part of its composition is computed in any case, in training for example. None of these changes a bit of any
/// result. Linear time, no recursion.
Graph simplify(const Tape& tape, std::span<const Var> roots, const Backend&);

}  // namespace pont::ad
