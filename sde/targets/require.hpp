// The refusal that every transition shares.
#pragma once
#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pont::sde {

// Throws std::invalid_argument "Mala: step = 0, expected a finite number > 0".
inline void require_positive(const char* transition, const char* parameter, double value) {
  if (!(value > 0 && std::isfinite(value)))
    throw std::invalid_argument(
        fmt::format("{}: {} = {}, expected a finite number > 0", transition, parameter, value));
}

}  // namespace pont::sde
