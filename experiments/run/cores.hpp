// How many workers there are unless somebody says: one for each core. The number never shows in a result.
#pragma once
#include <algorithm>
#include <thread>

namespace pont::run {

inline int cores() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

}  // namespace pont::run
