// Every load and store of a kernel is checked here: bounds, initialisation, races.
#pragma once
#include <cstddef>

#include "tests/cuda_device/race.hpp"

namespace pont::emulated {

/// Called before each access by an instrumented thread; `code` is the place in the program. Ends the kernel,
/// with a finding, if the access is wrong.
void check_access(const void* at, std::size_t bytes, Use use, const void* code);

}  // namespace pont::emulated
