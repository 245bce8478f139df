// The CPU's kernel of layer normalisation.
#pragma once
#include <memory>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// Operands y, x [rows, width], scale [width], shift [width], each row in one go while it is in the cache; the bits are
/// those of the composition (see layer_norm in ops.hpp).
std::shared_ptr<const RowKernel> layer_norm_kernel(Dtype, i64 width, double epsilon);

}  // namespace pont::ad
