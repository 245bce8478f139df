// Every verb at sizes about the edges of warps, blocks and parts.
#pragma once
#include <string>
#include <vector>

#include "autodiff/instruction.hpp"

namespace pont::ad {

struct VerbCase {
  std::string name;
  Verb verb;
  double bound = 0;  ///< of the relative difference from the CPU for operands in [0.5, 1.5); 0: the same bits
};

std::vector<VerbCase> verb_cases();

}  // namespace pont::ad
