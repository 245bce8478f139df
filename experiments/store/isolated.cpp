// The child, the pipe between, and what the parent makes of the child's end.
#include "experiments/store/isolated.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <span>

#include "experiments/config/error.hpp"
#include "experiments/store/file.hpp"

namespace pont::experiments {
namespace {

/// What the child's first byte says of the rest.
enum class Answer : char { result = 'r', data_error = 'd', no_memory = 'm' };

/// Neither the user's Ctrl-C, nor a core dump, nor a word of the C library: the parent tells what happened.
void leave_alone(unsigned seconds, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGPIPE}) std::signal(signal, SIG_DFL);
  const rlimit no_core{0, 0}, time{seconds, seconds};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::setrlimit(RLIMIT_CPU, &time);
  if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
}

void send(int pipe, Answer answer, const void* bytes, std::size_t count) {
  const auto all = [&](const char* from, std::size_t left) {
    while (left > 0) {
      const ssize_t n = ::write(pipe, from, left);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) ::_exit(1);
      from += n;
      left -= static_cast<std::size_t>(n);
    }
  };
  const char first = static_cast<char>(answer);
  all(&first, 1);
  all(static_cast<const char*>(bytes), count);
}

[[noreturn]] void answer(int pipe, const std::function<std::vector<std::byte>()>& work) {
  try {
    const std::vector<std::byte> result = work();
    send(pipe, Answer::result, result.data(), result.size());
  } catch (const DataError& e) {
    send(pipe, Answer::data_error, e.what(), std::strlen(e.what()));
  } catch (const std::bad_alloc&) {
    send(pipe, Answer::no_memory, nullptr, 0);
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);  // no destructor and no handler of the parent's
}

/// A child and the reading end of its pipe; nothing of either is left behind.
class Child final {
 public:
  Child(const std::function<std::vector<std::byte>()>& work, unsigned seconds) {
    std::array<int, 2> ends;
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_io("a process for HDF5", "open a pipe to", errno);
    const pid_t parent = ::getpid();
    id_ = ::fork();
    const int error = errno;
    if (id_ == 0) {
      leave_alone(seconds, parent);
      answer(ends[1], work);
    }
    ::close(ends[1]);
    pipe_ = ends[0];
    if (id_ < 0) {
      ::close(pipe_);
      fail_io("a process for HDF5", "start", error);
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    ::close(pipe_);
    if (id_ > 0) {
      ::kill(id_, SIGKILL);
      end();
    }
  }

  /// Appends what the child writes, until it closes its end.
  void read_into(std::vector<std::byte>& bytes) {
    constexpr std::size_t piece = std::size_t{1} << 16;
    for (std::size_t count = 0;;) {
      if (bytes.size() < count + piece) bytes.resize(2 * count + piece);
      const ssize_t n = ::read(pipe_, bytes.data() + count, bytes.size() - count);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail_io("a process for HDF5", "read from", errno);
      count += static_cast<std::size_t>(n);
      if (n == 0) return bytes.resize(count);
    }
  }

  /// Waits for the end; the status of waitpid.
  int end() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = 0;
    return status;
  }

 private:
  pid_t id_ = 0;
  int pipe_ = -1;
};

std::string manner(int status, unsigned seconds) {
  if (!WIFSIGNALED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  if (signal == SIGXCPU || signal == SIGKILL)
    return fmt::format("ended after {} seconds of processor time, or for want of memory", seconds);
  return fmt::format("signal {}, {}", signal, ::strsignal(signal));
}

}  // namespace

std::vector<std::byte> isolated(const std::function<std::vector<std::byte>()>& work, unsigned seconds,
                                const std::string& what_failed) {
  Child child(work, seconds);
  std::vector<std::byte> bytes;
  child.read_into(bytes);
  const int status = child.end();
  if (status != 0 || bytes.empty())
    throw DataError(fmt::format("{} ({})", what_failed, manner(status, seconds)));
  const auto first = static_cast<Answer>(std::to_integer<char>(bytes[0]));
  bytes.erase(bytes.begin());
  if (first == Answer::no_memory) throw std::bad_alloc();
  if (first == Answer::data_error)
    throw DataError(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  return bytes;
}

}  // namespace pont::experiments
