// What the injector was told to do: which calls of a process to watch, and what shall happen at the N-th of
// them.
#pragma once
#include <cstddef>

namespace pont::faults {

// Environment variables, read once:
//   PONT_FAULT_DIR    watch calls on files under this absolute directory
//   PONT_FAULT_ALLOC  or, instead: watch allocations of at least so many bytes, from main() on
//   PONT_FAULT_AT     number of the watched call, from 1, at which the fault begins; 0 or absent: none
//   PONT_FAULT_CALLS  how many calls are faulty from there on (default 1): a disk that is full stays full
//   PONT_FAULT_DO     "kill": SIGKILL instead of the call; "torn": half of a write, then SIGKILL;
//                     "short": half of a write; otherwise the number of the errno to fail with
//   PONT_FAULT_TRACE  a file that gets a record of every watched call that was made (see trace.hpp)

enum class Call {
  open_to_read,
  open_to_write,
  read,
  write,
  sync,
  close,
  rename,
  remove,
  truncate,
  make_directory,
  lock
};

/// What to do with one call: 0 to make it, an errno to fail with, or one of the two below.
inline constexpr int make_call = 0, make_half = -1, make_half_then_die = -2;

bool watches_files();
/// The path lies in the watched directory.
bool watched(const char* path);
/// Counts a call on a watched file; may not return.
int fault_of(Call call);
/// Watched calls so far.
long calls_so_far();
bool watches_allocations();
/// Allocations are counted from here on.
void main_begins();
/// Counts an allocation; true if it shall fail.
bool allocation_fails(std::size_t size);

}  // namespace pont::faults
