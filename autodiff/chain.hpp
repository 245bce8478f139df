// From a group of elementwise nodes to one chain.
#pragma once
#include <span>
#include <vector>

#include "autodiff/graph.hpp"
#include "autodiff/instruction.hpp"

namespace pont::ad {

/// The chain computing the nodes `members` (ascending), of which `outputs` are needed outside.
/// `inputs` receives the values read, in the order of Chain::inputs.
Chain build_chain(const Graph&, std::span<const int> members, std::span<const int> outputs,
                  std::vector<int>& inputs);

}  // namespace pont::ad
