// Elementwise nodes that are computed together: their choice, and the chain of each group.
#pragma once
#include <span>
#include <vector>

#include "autodiff/graph.hpp"
#include "autodiff/instruction.hpp"

namespace pont::ad {

// The choice of elementwise nodes that are computed together.

/// Groups of elementwise nodes that are computed together. group[id] is a number, equal for nodes of one
/// group, or -1. Two nodes of a group have one shape and one type, and no path between them leaves the group:
/// the level of a node grows along every edge that enters or leaves elementwise code of one shape, and a
/// group lies within one level.
std::vector<int> fusion_groups(const Graph&);

// From a group of elementwise nodes to one chain.

/// The chain computing the nodes `members` (ascending), of which `outputs` are needed outside.
/// `inputs` receives the values read, in the order of Chain::inputs.
Chain build_chain(const Graph&, std::span<const int> members, std::span<const int> outputs,
                  std::vector<int>& inputs);

}  // namespace pont::ad
