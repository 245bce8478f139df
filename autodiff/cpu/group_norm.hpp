// The CPU's kernels of group normalisation and of its derivative.
#pragma once
#include <memory>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// Images [rows, pixels, channels], normalised in groups of neighbouring channels.
struct GroupNormSizes {
  i64 rows, pixels, channels, groups;
  double epsilon;
};

/// Elements that the kernels need besides, for each row.
inline i64 group_norm_work(const GroupNormSizes& s) { return 4 * s.channels; }

/// Operands y, work [rows, group_norm_work], x, scale [channels], shift [channels], each sample in one go while it is
/// in the cache; the bits are those of the composition (see group_norm in image_ops.hpp).
std::shared_ptr<const RowKernel> group_norm_kernel(Dtype, const GroupNormSizes&);
/// Operands y, work, x, scale, g: what primitives/group_norm.cpp composes of them, in one go for each sample.
std::shared_ptr<const RowKernel> group_norm_gradient_kernel(Dtype, const GroupNormSizes&);

}  // namespace pont::ad
