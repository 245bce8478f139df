// What the bits per dimension of a run mean: the sentences below its table.
#pragma once
#include <string>

#include "experiments/store/hdf5.hpp"

namespace pont::kinds::score {

/// Offset, parts of the bounds, errors and evaluations, one paragraph each; empty where a run has no bits.
std::string bits_sentences(const store::H5Reader& run);

}  // namespace pont::kinds::score
