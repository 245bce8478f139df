// When the result of a chain may take the memory of an operand.
#pragma once
#include "autodiff/values.hpp"

namespace pont::ad {

/// Whether output `o` of a chain may be written over its operand `input`: the operand is read whole, element
/// by element, nowhere else in the chain, and not after the output is stored.
bool may_overwrite(const Values&, const Instruction&, int o, std::size_t input);

}  // namespace pont::ad
