// The choice of elementwise nodes that are computed together.
#pragma once
#include <vector>

#include "autodiff/graph.hpp"

namespace pont::ad {

/// Groups of elementwise nodes that are computed together. group[id] is a number, equal for nodes of one
/// group, or -1. Two nodes of a group have one shape and one type, and no path between them leaves the group:
/// the level of a node grows along every edge that enters or leaves elementwise code of one shape, and a
/// group lies within one level.
std::vector<int> fusion_groups(const Graph&);

}  // namespace pont::ad
