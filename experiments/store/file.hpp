// A file descriptor whose every failure is an IoError that names the file, the operation, the reason and the
// remedy.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace pont::store {

/// Throws IoError "FILE: cannot OPERATION: strerror(error); REMEDY".
[[noreturn]] void fail_io(const std::filesystem::path& file, std::string_view operation, int error);

/// An open file. Short reads and writes and EINTR are handled; nothing is buffered here. Not for sharing
/// between threads. The destructor closes without looking: call close() where the data matter.
class File final {
 public:
  static File open_to_read(const std::filesystem::path& file);
  /// Refuses a file that exists (O_EXCL).
  static File create_new(const std::filesystem::path& file);
  /// Reads and writes; created empty if absent.
  static File open_to_update(const std::filesystem::path& file);

  File(File&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&& other) noexcept;
  ~File();

  /// Fills `into` as far as the file goes; the number of bytes read, 0 at the end of the file.
  std::size_t read(std::span<std::byte> into);
  std::vector<std::byte> read_rest();
  void write(std::span<const std::byte> bytes);
  /// Moves to the byte `offset` and cuts the file there.
  void truncate(std::int64_t offset);
  /// fsync. After a failure the data must be taken as lost: Linux drops the dirty pages, and a second fsync
  /// on the same descriptor would report success (Rebello et al., USENIX ATC 2020).
  void sync();
  /// Closes and checks: some file systems report a failed write only here.
  void close();

  const std::filesystem::path& path() const { return path_; }
  int descriptor() const { return descriptor_; }

 private:
  File(const std::filesystem::path& file, int flags, std::string_view operation);
  std::filesystem::path path_;
  int descriptor_;
};

/// Makes the names in `directory` (files created, renamed, removed) survive a power failure.
void sync_directory(const std::filesystem::path& directory);

/// The directory that holds `file`: "." for a bare name.
std::filesystem::path directory_of(const std::filesystem::path& file);

}  // namespace pont::store
