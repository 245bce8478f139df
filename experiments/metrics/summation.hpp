// Compensated sums under the name by which the metrics call them.
#pragma once
#include "sde/summation.hpp"

namespace pont::experiments {

using sde::Sum, sde::sum;

}  // namespace pont::experiments
