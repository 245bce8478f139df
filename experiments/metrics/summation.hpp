// Compensated sums under the name by which the metrics call them.
#pragma once
#include "sde/summation.hpp"

namespace pont::metrics {

using sde::Sum, sde::sum;

}  // namespace pont::metrics
