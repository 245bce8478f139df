// What an instruction costs at least: operations and bytes, counted from its sizes.
#pragma once
#include <string_view>

#include "autodiff/instruction.hpp"

namespace pont::ad {

/// "product", "conv", "conv input", "conv weight", "chain", "product+chain", "copy", ...: the kind of a verb, for profiles and listings.
std::string_view kind_of(const Verb&);

/// Floating-point operations of the verb's products: 2 M N K each, of convolutions those of the taps that see the image
/// or its zeros. Other verbs have none.
double product_flops(const Verb&);

}  // namespace pont::ad
