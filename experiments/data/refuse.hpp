// The refusal of a file.
#pragma once
#include <string>

#include "experiments/config/error.hpp"

namespace pont::data {

/// Throws DataError "name: what".
[[noreturn]] inline void refuse(const std::string& name, const std::string& what) {
  throw config::DataError(name + ": " + what);
}

}  // namespace pont::data
