// Right factors of products that do not change between runs, packed once.
#pragma once
#include "autodiff/lowering.hpp"

namespace pont::ad {

/// Lets right factors that lie in one of the inputs `fixed` be packed once, by instructions that come before
/// all others, for all products that read them; where the backend packs such factors. Packing copies: results
/// keep their bits.
void pack_fixed_factors(Lowering&, std::span<const int> fixed, const Backend&);

}  // namespace pont::ad
