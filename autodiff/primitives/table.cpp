// The table of all primitives, gathered from the groups.
#include "autodiff/primitive.hpp"

namespace pont::ad {

std::span<const Primitive* const> primitives() {
  static const std::vector<const Primitive*> all = [] {
    std::vector<const Primitive*> rows;
    for (auto group : {elementwise_primitives(), reduction_primitives(), linalg_primitives(),
                       movement_primitives(), indexing_primitives(), source_primitives()})
      for (const Primitive& p : group) rows.push_back(&p);
    return rows;
  }();
  return all;
}

}  // namespace pont::ad
