// The list of all reproductions.
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions {

const reproduce::Reproductions& all_reproductions();

}  // namespace pont::reproductions
