// Memory: what there is, what is in use, and the refusal of what cannot fit before anything is computed.
#pragma once
#include <cstddef>
#include <string>

namespace pont::run {

/// Bytes that this process may use: the machine's memory, or less where ulimit -v or -d says so.
std::size_t memory_limit();
/// Bytes of private writable memory that this process has; 0 if unknown.
std::size_t memory_in_use();

/// From now on an allocation beyond memory_limit() fails at once, instead of the system ending the process
/// later.
void keep_to_memory_limit();

/// Gives the system back what was freed, for example by the readers of files.
void return_free_memory();

/// Says on stderr that at least `bytes` will be needed. Throws ConfigError, naming `keys`, if they cannot
/// fit. (A double: the sum of sizes that overflow std::size_t is still a number.)
void require_memory(double bytes, const std::string& keys);

}  // namespace pont::run
