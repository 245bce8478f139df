// The record of what was done to the watched files, from which a power loss is played back (see
// tests/faults/disk.hpp).
#pragma once
#include <cstddef>

namespace pont::faults {

// One line per call, fields separated by tabs, with the bytes written after the newline of a `write`:
//   open PATH FD CREATED TRUNCATED    write FD OFFSET LENGTH    truncate FD LENGTH    sync FD    close FD
//   rename PATH PATH                  remove PATH               mkdir PATH            other NAME
// `other` stands for calls that change nothing (read, lock, open to read is `open`), so that lines count
// calls.

void trace(const char* format, ...) __attribute__((format(printf, 1, 2)));
void trace_bytes(const void* bytes, std::size_t size);

}  // namespace pont::faults
