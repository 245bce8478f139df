// Products after lowering: computed block by block inside the chain that reads them, fixed right factors packed once.
#pragma once
#include "autodiff/lowering.hpp"

namespace pont::ad {

// Products that are computed block by block inside the chain that reads them.

/// Moves each product into the chain that alone reads it, see GemmChain. Nobody reads the product in between,
/// so that it may be computed later; results keep their bits.
void fuse_products(const Graph&, Lowering&);

// Right factors of products that do not change between runs, packed once.

/// Lets right factors that lie in one of the inputs `fixed` be packed once, by instructions that come before
/// all others, for all products that read them; where the backend packs such factors. Packing copies: results
/// keep their bits.
void pack_fixed_factors(Lowering&, std::span<const int> fixed, const Backend&);

}  // namespace pont::ad
