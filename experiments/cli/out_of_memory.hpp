// What the program says when the system has no memory left.
#pragma once
#include <new>
#include <string>

namespace pont::experiments {

/// One line: the bytes asked for where operator new was refused them, the bytes in use, the limit, the
/// remedy.
std::string out_of_memory(const std::bad_alloc& failure);

}  // namespace pont::experiments
