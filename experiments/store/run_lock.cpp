// flock with removal: whoever gets the lock of a file that was removed meanwhile tries again.
#include "experiments/store/run_lock.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

#include "experiments/config/error.hpp"

namespace pont::store {
namespace {

constexpr const char* just_started = "a process that has just started";

// What the lock file says of its holder, up to the number of the process.
std::string on_this_host() {
  char host[256] = "unknown";
  ::gethostname(host, sizeof host - 1);
  return fmt::format("host {}, process ", host);
}

std::string holder_of(File& file) {
  const std::vector<std::byte> bytes = file.read_rest();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_gone(const std::string& holder) {
  const std::string here = on_this_host();
  if (!holder.starts_with(here)) return false;
  const int process = std::atoi(holder.c_str() + here.size());
  return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

[[noreturn]] void refuse(const File& file, std::string holder) {
  if (holder.empty()) holder = just_started;
  throw config::ConfigError(
      fmt::format("{}: this run directory is in use by {}; wait for it to end, or stop it",
                  file.path().parent_path().string(), holder));
}

/// True if the name still leads to the file that we opened.
bool still_named(const File& file) {
  struct stat ours {
  }, named{};
  return ::fstat(file.descriptor(), &ours) == 0 && ::stat(file.path().c_str(), &named) == 0 &&
         ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

// A process that is killed while it starts another leaves a child that holds the lock until it becomes the
// other program: a moment, or longer where many want the processor.
constexpr std::chrono::milliseconds patience(10'000), interval(10);

File locked(const std::filesystem::path& path) {
  for (auto waited = 0 * interval;;) {
    File file = File::open_to_update(path);
    if (::flock(file.descriptor(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK && errno != EINTR) fail_io(path, "lock", errno);
      if (errno == EINTR) continue;
      std::string holder = holder_of(file);
      if (!is_gone(holder) || waited > patience) refuse(file, std::move(holder));
      std::this_thread::sleep_for(interval);
      waited += interval;
    } else if (still_named(file)) {
      return file;
    }
  }
}

// A line of /proc/locks: "1: FLOCK  ADVISORY  WRITE 1234 fe:01:131090 0 EOF".
bool is_locked(const File& file) {
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) return false;
  const std::string inode = fmt::format(":{} ", status.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);)
    if (line.find("FLOCK") != std::string::npos && line.find(inode) != std::string::npos) return true;
  return false;
}

}  // namespace

std::string RunLock::holder(const std::filesystem::path& directory) {
  std::error_code absent;
  if (!std::filesystem::exists(directory / name, absent)) return "";
  try {
    File file = File::open_to_read(directory / name);
    std::string holder = holder_of(file);
    const bool here = holder.empty() || holder.starts_with(on_this_host());
    if (here && !is_locked(file)) return "";
    return holder.empty() ? just_started : holder;
  } catch (const config::IoError&) {  // it ended meanwhile
    return "";
  }
}

RunLock::RunLock(const std::filesystem::path& directory) : file_(locked(directory / name)) {
  const std::string holder = on_this_host() + std::to_string(::getpid());
  file_.truncate(0);
  file_.write(std::as_bytes(std::span(holder)));
}

RunLock::~RunLock() {
  if (file_.descriptor() >= 0) ::unlink(file_.path().c_str());
}

}  // namespace pont::store
