// What kernels and copies need to know of the host's memory.
#pragma once
#include <cstddef>

namespace pont::emulated {

/// Page-locked by cudaMallocHost: copies are truly asynchronous, and kernels may use it.
std::byte* allocate_pinned(std::size_t bytes);
bool release_pinned(const void*);
bool is_pinned(const void*, std::size_t bytes);
/// Constants of the program.
bool is_read_only(const void*);

}  // namespace pont::emulated
