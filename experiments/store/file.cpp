// The system calls of the run store, each with its failure checked.
#include "experiments/store/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "experiments/config/error.hpp"

namespace pont::store {
namespace {

struct Remedy {
  int error;
  const char* text;
};
constexpr Remedy remedies[] = {
    {ENOSPC, "free some space on this disk, then resume the run"},
    {EDQUOT, "free some of your quota on this disk, then resume the run"},
    {EFBIG, "raise the limit on the size of a file (ulimit -f), then resume the run"},
    {EPIPE, "nobody reads it any more: let the reader run to its end, or write to a file"},
    {EBADF, "it is closed, or not open for this: open it, or leave it as it is"},
    {EACCES, "choose a directory you may write to (--out), or change its permissions"},
    {EPERM, "choose a directory you may write to (--out), or change its permissions"},
    {EROFS, "choose a directory on a disk that can be written to (--out)"},
    {ENOENT, "check the path: the file or its directory does not exist"},
    {ENOTDIR, "check the path: a part of it is a file, not a directory"},
    {EEXIST, "check the path: something else of this name is there"},
    {ELOOP, "check the path: its links lead in a circle"},
    {EISDIR, "check the path: it is a directory, not a file"},
    {EMFILE, "raise the limit on open files (ulimit -n)"},
    {EIO, "the disk or the network to it failed: check it, then resume the run"},
};

std::string_view remedy_of(int error) {
  for (const Remedy& remedy : remedies) {
    if (remedy.error == error) return remedy.text;
  }
  return "remove the cause, then resume the run";
}

/// Calls `call` again while a signal handler interrupts it.
template <class Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

}  // namespace

void fail_io(const std::filesystem::path& file, std::string_view operation, int error) {
  throw config::IoError(
      fmt::format("{}: cannot {}: {}; {}", file.string(), operation, std::strerror(error), remedy_of(error)));
}

File::File(const std::filesystem::path& file, int flags, std::string_view operation)
    : path_(file), descriptor_(uninterrupted([&] { return ::open(file.c_str(), flags | O_CLOEXEC, 0666); })) {
  if (descriptor_ < 0) fail_io(path_, operation, errno);
}

File File::open_to_read(const std::filesystem::path& file) { return {file, O_RDONLY, "open"}; }
File File::create_new(const std::filesystem::path& file) {
  return {file, O_WRONLY | O_CREAT | O_EXCL, "create"};
}
File File::open_to_update(const std::filesystem::path& file) {
  return {file, O_RDWR | O_CREAT, "open to write"};
}

File& File::operator=(File&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t File::read(std::span<std::byte> into) {
  std::size_t count = 0;
  while (count < into.size()) {
    const auto got =
        uninterrupted([&] { return ::read(descriptor_, into.data() + count, into.size() - count); });
    if (got < 0) fail_io(path_, "read", errno);
    if (got == 0) break;
    count += static_cast<std::size_t>(got);
  }
  return count;
}

std::vector<std::byte> File::read_rest() {
  std::vector<std::byte> bytes;
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && status.st_size > 0)
    bytes.reserve(static_cast<std::size_t>(status.st_size) + 1);
  for (std::size_t count = 0;;) {
    bytes.resize(std::max(bytes.capacity(), count + 4096));
    const std::size_t got = read(std::span(bytes).subspan(count));
    count += got;
    if (count < bytes.size()) {
      bytes.resize(count);
      return bytes;
    }
  }
}

void File::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto written = uninterrupted([&] { return ::write(descriptor_, bytes.data(), bytes.size()); });
    if (written < 0) fail_io(path_, "write", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void File::truncate(std::int64_t offset) {
  if (uninterrupted([&] { return ::ftruncate(descriptor_, offset); }) != 0) fail_io(path_, "truncate", errno);
  if (::lseek(descriptor_, offset, SEEK_SET) != offset) fail_io(path_, "seek in", errno);
}

void File::sync() {
  if (uninterrupted([&] { return ::fsync(descriptor_); }) != 0) fail_io(path_, "sync (fsync)", errno);
}

void File::close() {
  // Linux frees the descriptor even when close fails, with EINTR too: it is never called twice.
  if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) fail_io(path_, "close", errno);
}

void sync_directory(const std::filesystem::path& directory) {
  File opened = File::open_to_read(directory);
  opened.sync();
  opened.close();
}

std::filesystem::path directory_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace pont::store
