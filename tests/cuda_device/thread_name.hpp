// How messages name what is running, and where.
#pragma once
#include <string>

namespace pont::emulated {

/// "kernel 12 of grid (4,1,1), block (1,0,0)", and the same with ", thread (3,0,0)".
std::string block_name();
std::string thread_name();
/// File and line of an instruction, as addr2line finds them; otherwise the address in the program's file.
std::string source_of(const void* code);

}  // namespace pont::emulated
