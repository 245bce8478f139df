// The list of all reproductions.
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

const Reproductions& reproductions();

}  // namespace pont::experiments
