// Index arithmetic of strided values: the same for every backend.
#pragma once
#include <cstdint>

#include "autodiff/math/ieee.hpp"

namespace pont::ad {

/// Where element `index` of the flattened axes `length` lies in memory with these strides, innermost axis
/// last. Index is an unsigned type that all of index and lengths fit in: narrow ones divide faster.
template <class Index>
PONT_HOST_DEVICE inline std::int64_t strided_offset(int rank, const std::int64_t* length,
                                                    const std::int64_t* stride, std::int64_t index) {
  Index rest = static_cast<Index>(index);
  std::int64_t offset = 0;
  for (int a = rank - 1; a >= 0; --a) {
    const Index n = static_cast<Index>(length[a]), quotient = rest / n;
    offset += static_cast<std::int64_t>(rest - quotient * n) * stride[a];
    rest = quotient;
  }
  return offset;
}

}  // namespace pont::ad
