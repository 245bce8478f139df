// What normalisations have in common.
#pragma once
#include "autodiff/primitive.hpp"

namespace pont::ad {

/// The shape rule of (x, scale, shift): x is not empty, scale and shift have its last axis, and all types are one real
/// type.
TensorType normalised(std::span<const Var> in, const Attr&);

}  // namespace pont::ad
