// The lock of a run directory: one process at a time writes there.
#pragma once
#include <filesystem>
#include <string>

#include "experiments/store/file.hpp"

namespace pont::store {

/// Holds DIR/.lock, a file that names host and process, by flock: the kernel lets go of it when the process
/// ends, however it ends, so the lock of a dead process is simply taken over (after up to ten seconds if it
/// died while starting another). Released and removed by the destructor.
class RunLock final {
 public:
  static constexpr const char* name = ".lock";
  /// Throws ConfigError naming the holder if another process has the lock; IoError if the file cannot be
  /// written.
  explicit RunLock(const std::filesystem::path& directory);
  RunLock(RunLock&&) noexcept = default;
  RunLock& operator=(RunLock&&) noexcept = default;
  ~RunLock();

  /// Who holds the lock of `directory` now ("host vm, process 123"); empty where nobody does. Takes no lock.
  /// Of a process on another host only the file tells.
  static std::string holder(const std::filesystem::path& directory);

 private:
  File file_;
};

}  // namespace pont::store
