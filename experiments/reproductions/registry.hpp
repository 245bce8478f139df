// The list of all reproductions.
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions {

const reproduce::Reproductions& reproductions();

}  // namespace pont::reproductions
