// The movements that the compiler can leave out.
#pragma once
#include "autodiff/primitive.hpp"

namespace pont::ad {

extern const Primitive &expand_primitive, &reshape_primitive;

}  // namespace pont::ad
