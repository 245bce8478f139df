// The CPU's kernel of softmax.
#pragma once
#include <memory>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// Operands y, x [rows, width], each row in one go while it is in the cache; the bits are those of the composition (see
/// softmax in ops.hpp).
std::shared_ptr<const RowKernel> softmax_kernel(Dtype, i64 width);

}  // namespace pont::ad
