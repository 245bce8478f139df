// Runs a program by posix_spawn, with a pipe for its messages.
#include "experiments/figures/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

namespace pont::figures {
namespace {

void check(int error, const char* what) {
  if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

class Pipe final {
 public:
  Pipe() { check(pipe2(end_, O_CLOEXEC) == 0 ? 0 : errno, "pipe2"); }
  ~Pipe() {
    close(end_[0]);
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int write_end() const { return end_[1]; }
  void close_write() {
    if (end_[1] >= 0) close(end_[1]);
    end_[1] = -1;
  }
  /// False after 100 ms in which nothing came, and after a signal.
  bool readable() const {
    pollfd watched{end_[0], POLLIN, 0};
    return ::poll(&watched, 1, 100) > 0;
  }
  /// Adds what has come to `text`; false at the end.
  bool read_some(std::string& text) const {
    std::array<char, 4096> buffer;
    const ssize_t n = read(end_[0], buffer.data(), buffer.size());
    if (n > 0) text.append(buffer.data(), std::size_t(n));
    if (n < 0 && errno != EINTR) check(errno, "read");
    return n != 0;
  }

 private:
  int end_[2] = {-1, -1};
};

class FileActions final {
 public:
  FileActions(const std::filesystem::path& directory, int output) {
    check(posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init");
    check(posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str()), "addchdir");
    check(posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0), "addopen");
    for (const int fd : {1, 2}) check(posix_spawn_file_actions_adddup2(&actions_, output, fd), "adddup2");
  }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

// This process's environment with the locale C.UTF-8: what a program prints must not depend on where the user
// lives, and without a UTF-8 locale gnuplot complains about its own symbols.
std::vector<char*> environment_in_utf8() {
  static char locale[] = "LC_ALL=C.UTF-8";
  std::vector<char*> all;
  for (char** e = environ; *e; ++e)
    if (!std::string_view(*e).starts_with("LC_ALL=")) all.push_back(*e);
  all.push_back(locale);
  all.push_back(nullptr);
  return all;
}

/// What the process says until it closes its end; until it is killed, if it is given up.
std::string messages_of(pid_t process, const Pipe& pipe, const std::function<bool()>& give_up) {
  std::string text;
  for (bool open = true; open;) {
    if (give_up && give_up()) {
      kill(process, SIGKILL);
      return text;
    }
    if (pipe.readable()) open = pipe.read_some(text);
  }
  return text;
}

int wait_for(pid_t process) {
  int status = 0;
  while (waitpid(process, &status, 0) < 0) check(errno == EINTR ? 0 : errno, "waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProcessResult run_process(const std::vector<std::string>& arguments, const std::filesystem::path& directory,
                          const std::function<bool()>& give_up) {
  std::vector<char*> argv;
  for (const std::string& a : arguments)
    argv.push_back(const_cast<char*>(a.c_str()));  // posix_spawn keeps them
  argv.push_back(nullptr);
  Pipe pipe;
  const FileActions actions(directory, pipe.write_end());
  pid_t process = 0;
  const int error =
      posix_spawnp(&process, argv[0], actions.get(), nullptr, argv.data(), environment_in_utf8().data());
  if (error == ENOENT && std::filesystem::is_directory(directory)) return {false, 0, ""};
  check(error, argv[0]);
  pipe.close_write();
  ProcessResult result;
  result.messages = messages_of(process, pipe, give_up);
  result.status = wait_for(process);
  return result;
}

}  // namespace pont::figures
