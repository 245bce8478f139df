// Derivatives: the reverse sweep, recorded on the tape.
#pragma once
#include <span>
#include <vector>

#include "autodiff/tape.hpp"

namespace pont::ad {

/// Gradient of the scalar y with respect to xs, recorded on the same tape; differentiable again. For a y that is not a
/// scalar give its cotangent `seed` (shape of y). An x that y does not depend on gets zeros. Only cotangents that were
/// asked for are built; the sweep walks the tape backwards and does not recurse.
std::vector<Var> grad(Var y, std::span<const Var> xs, Var seed = {});
Var grad(Var y, Var x, Var seed = {});

}  // namespace pont::ad
