// What every backend says of an index that names no row.
#pragma once
#include <stdexcept>
#include <string>

#include "autodiff/shape.hpp"

namespace pont::ad {

/// Throws std::out_of_range with operation, index and number of rows.
[[noreturn]] inline void fail_index(const char* op, i64 index, i64 rows) {
  throw std::out_of_range(std::string(op) + ": index " + std::to_string(index) + " into " +
                          std::to_string(rows) + " rows; expected 0 to " + std::to_string(rows - 1));
}

}  // namespace pont::ad
