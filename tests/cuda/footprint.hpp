// What memory each verb may touch: said once more, independently of every backend, so that a test can give it
// exactly that.
#pragma once
#include <vector>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// One operand: the elements from its address on that a verb may use.
struct Footprint {
  enum class Use { written, partly_written, read } use;
  Dtype dtype;
  i64 elements;
  i64 rows = 0;  ///< of integers that are read: they are 0, ..., rows - 1
};

/// In the order of the operands; scratch memory is not among them.
std::vector<Footprint> footprints(const Verb&);

}  // namespace pont::ad
