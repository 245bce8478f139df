// The lock of a run directory: one process at a time, whoever dies how.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <optional>

#include "experiments/config/error.hpp"
#include "experiments/store/run_directory.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

/// A process that holds a run directory until it is told to end.
class Holder final {
 public:
  explicit Holder(const std::string& path) {
    int ready[2];
    if (::pipe(ready) != 0) throw std::runtime_error("pipe");
    child_ = ::fork();
    if (child_ == 0) {
      const RunDirectory run = RunDirectory::open(path);
      if (::write(ready[1], "x", 1) != 1) ::_exit(1);
      while (true) ::pause();
    }
    char byte;
    if (::read(ready[0], &byte, 1) != 1) throw std::runtime_error("the holder did not start");
    ::close(ready[0]);
    ::close(ready[1]);
  }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  ~Holder() { kill(); }
  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
  }
  pid_t process() const { return child_; }

 private:
  pid_t child_;
};

TEST(RunDirectory, ASecondProcessIsRefusedAndADeadOneTakenOver) {
  const TemporaryDirectory directory;
  const std::string path = (directory / "run").string();
  std::filesystem::create_directory(path);
  Holder holder(path);
  const std::string holder_text = "process " + std::to_string(holder.process()) + "; wait for it to end";
  const std::string message = message_of<ConfigError>([&] { RunDirectory::open(path); });
  EXPECT_CONTAINS(message, "run: this run directory is in use by host ");
  EXPECT_CONTAINS(message, holder_text);
  EXPECT_CONTAINS(RunLock::holder(path), "process " + std::to_string(holder.process()));
  EXPECT_NO_THROW(RunDirectory::to_read(path));
  holder.kill();
  EXPECT_EQ(RunLock::holder(path), "") << "a file that nobody has locked";
  EXPECT_TRUE(std::filesystem::exists(directory / "run/.lock")) << "a killed process leaves its lock file";
  EXPECT_NO_THROW(RunDirectory::open(path));
  EXPECT_FALSE(std::filesystem::exists(directory / "run/.lock"));
  EXPECT_EQ(RunLock::holder(path), "");
}

// Of another host only the file tells.
TEST(RunDirectory, AHolderOnAnotherHostIsBelieved) {
  const TemporaryDirectory directory;
  overwrite(directory / ".lock", "host elsewhere, process 12");
  EXPECT_EQ(RunLock::holder(directory.path()), "host elsewhere, process 12");
}

TEST(RunDirectory, AReaderLeavesNothingBehind) {
  const TemporaryDirectory directory;
  EXPECT_TRUE(RunDirectory::to_read(directory.path().string()).only_read());
  EXPECT_TRUE(directory.names().empty());
  EXPECT_THROW(RunDirectory::to_read((directory / "absent").string()), ConfigError);
}

// A process killed between fork and exec: for a while its child holds what it held.
TEST(RunDirectory, TheLockOfADeadProcessIsAwaitedWhileItsChildHoldsIt) {
  const TemporaryDirectory directory;
  const std::string path = (directory / "run").string();
  std::filesystem::create_directory(path);
  const pid_t holder = ::fork();
  if (holder == 0) {
    const RunLock lock(path);
    if (::fork() == 0) ::usleep(300'000);
    ::_exit(0);
  }
  ::waitpid(holder, nullptr, 0);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_NO_THROW(RunDirectory::open(path));
  EXPECT_GT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(100))
      << "nobody held the lock";
}

TEST(RunDirectory, OneObjectOfTheSameProcessHoldsItToo) {
  const TemporaryDirectory directory;
  const std::string path = (directory / "run").string();
  std::optional<RunDirectory> run(RunDirectory::create(path));
  EXPECT_THROW(RunDirectory::open(path), ConfigError);
  RunDirectory moved = std::move(*run);
  run.reset();
  EXPECT_THROW(RunDirectory::open(path), ConfigError) << "moving a lock must not release it";
}

// Eight processes at once, many times: never two inside. Each one inside creates a file exclusively and
// removes it.
TEST(RunDirectory, NeverTwoInside) {
  const TemporaryDirectory directory;
  const std::string path = (directory / "run").string(), inside = (directory / "inside").string();
  std::filesystem::create_directory(path);
  const auto compete = [&] {
    int entered = 0;
    for (int i = 0; i < 60; ++i) {
      try {
        const RunLock lock(path);
        if (std::FILE* file = std::fopen(inside.c_str(), "wx")) {
          std::fclose(file);
          ++entered;
        } else {
          return 1;
        }
        ::unlink(inside.c_str());
      } catch (const ConfigError&) {
      }
    }
    return entered > 0 ? 0 : 2;
  };
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) {
    children.push_back(::fork());
    if (children.back() == 0) ::_exit(compete());
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_NE(WEXITSTATUS(status), 1) << "two processes held the lock at once";
  }
}

}  // namespace
}  // namespace pont::experiments
