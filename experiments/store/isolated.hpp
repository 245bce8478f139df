// Work in a process of its own: where a library of others may crash, or not come back, on what it is given.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace pont::store {

/// Calls `work` in a child process (fork), and returns what that returns. A DataError or std::bad_alloc of
/// `work` is thrown here as what it was. If the process dies otherwise, or takes more than `seconds` of
/// processor time, throws DataError "WHAT_FAILED (how it ended)"; IoError where no process can be started.
/// The caller's memory is as before in any case. `work` must not wait for other threads: it has none.
std::vector<std::byte> isolated(const std::function<std::vector<std::byte>()>& work, unsigned seconds,
                                const std::string& what_failed);

}  // namespace pont::store
