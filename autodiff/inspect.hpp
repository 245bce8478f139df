// What is told of a compiled program: facts and lines of its instructions, and results that are not finite.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "autodiff/compiled.hpp"

namespace pont::ad {

/// One entry per instruction of the plan.
std::vector<InstructionFacts> facts_of(const Compiled&);
/// One line per instruction: verb, sizes, module, line.
std::string listing_of(const Compiled&);
/// Bytes of a value of the graph.
std::size_t bytes_of(const Compiled&, int value);
/// Throws NonFinite if `host`, what instruction `i` computed as its output number `o`, has a NaN or an infinity.
void require_finite(const Compiled&, std::size_t i, int o, std::span<const std::byte> host);

}  // namespace pont::ad
