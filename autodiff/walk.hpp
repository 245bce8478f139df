// The axes of a strided copy, as few as possible.
#pragma once
#include <array>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// The axes of a copy with ones removed and neighbours merged where both sides walk through them alike.
struct Walk {
  std::array<i64, max_rank> length{}, to{}, from{};
  int rank = 0;

  explicit Walk(const Copy& v) {
    for (int a = 0; a < v.shape.rank(); ++a) {
      const i64 n = v.shape[a];
      if (n == 1) continue;
      const int last = rank - 1;
      if (rank > 0 && to[last] == v.to[a] * n && from[last] == v.from[a] * n) {
        length[last] *= n;
      } else {
        length[rank++] = n;
      }
      to[rank - 1] = v.to[a];
      from[rank - 1] = v.from[a];
    }
  }
};

}  // namespace pont::ad
