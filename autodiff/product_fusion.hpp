// Products that are computed block by block inside the chain that reads them.
#pragma once
#include "autodiff/lowering.hpp"

namespace pont::ad {

/// Moves each product into the chain that alone reads it, see GemmChain. Nobody reads the product in between,
/// so that it may be computed later; results keep their bits.
void fuse_products(const Graph&, Lowering&);

}  // namespace pont::ad
