// What the program says when the system has no memory left.
#pragma once
#include <new>
#include <string>

namespace pont::cli {

/// One line: the bytes asked for where operator new was refused them, the bytes in use, the limit, the
/// remedy.
std::string out_of_memory(const std::bad_alloc& failure);

/// From now on a refused allocation within a noexcept function (std::filesystem has such) ends the program
/// with one line and exit code 4, as elsewhere.
void end_in_order_without_memory();

}  // namespace pont::cli
