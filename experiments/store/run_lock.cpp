// flock with removal: whoever gets the lock of a file that was removed meanwhile tries again.
#include "experiments/store/run_lock.hpp"

#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "experiments/config/error.hpp"

namespace pont::experiments {
namespace {

std::string this_process() {
  char host[256] = "unknown";
  ::gethostname(host, sizeof host - 1);
  return fmt::format("host {}, process {}", host, ::getpid());
}

[[noreturn]] void refuse(File& file) {
  const std::vector<std::byte> bytes = file.read_rest();
  std::string holder(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (holder.empty()) holder = "a process that has just started";
  throw ConfigError(fmt::format("{}: this run directory is in use by {}; wait for it to end, or stop it",
                                file.path().parent_path().string(), holder));
}

/// True if the name still leads to the file that we opened.
bool still_named(const File& file) {
  struct stat ours {
  }, named{};
  return ::fstat(file.descriptor(), &ours) == 0 && ::stat(file.path().c_str(), &named) == 0 &&
         ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

File locked(const std::filesystem::path& path) {
  while (true) {
    File file = File::open_to_update(path);
    if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) refuse(file);
      if (errno != EINTR) fail_io(path, "lock", errno);
    } else if (still_named(file)) {
      return file;
    }
  }
}

}  // namespace

RunLock::RunLock(const std::filesystem::path& directory) : file_(locked(directory / name)) {
  const std::string holder = this_process();
  file_.truncate(0);
  file_.write(std::as_bytes(std::span(holder)));
}

RunLock::~RunLock() {
  if (file_.descriptor() >= 0) ::unlink(file_.path().c_str());
}

}  // namespace pont::experiments
