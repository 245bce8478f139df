// The child, the memory that both see, and what the parent makes of the child's end.
#include "experiments/store/isolated.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>

#include "experiments/config/error.hpp"
#include "experiments/store/file.hpp"

namespace pont::store {
namespace {

/// Where the child cannot write its answer it ends with this status plus the error.
constexpr int cannot_answer = 100;

/// What the child's first byte says of the rest.
enum class Answer : char { result = 'r', data_error = 'd', no_memory = 'm' };

/// The child ignores Ctrl-C, dumps no core and prints nothing: the parent reports what happened.
void leave_alone(unsigned seconds, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_IGN);
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) std::signal(signal, SIG_DFL);
  const rlimit no_core{0, 0}, time{seconds, seconds};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::setrlimit(RLIMIT_CPU, &time);
  if (const int nowhere = ::open("/dev/null", O_WRONLY); nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
}

/// Memory that outlives the child: a file without a name.
class Shared final {
 public:
  Shared() : descriptor_(::memfd_create("isolated", MFD_CLOEXEC)) {
    if (descriptor_ < 0) fail("share memory with", errno);
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() { ::close(descriptor_); }

  /// In the child. What the answer is comes last: where anything fails before, the parent finds none.
  void write(Answer answer, const void* bytes, std::size_t count) {
    const char first = static_cast<char>(answer);
    write(1, static_cast<const char*>(bytes), count);
    write(0, &first, 1);
  }
  std::size_t size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) fail("read from", errno);
    return static_cast<std::size_t>(status.st_size);
  }
  void read(std::size_t offset, void* into, std::size_t count) const {
    for (auto* to = static_cast<char*>(into); count > 0;) {
      const ssize_t n = ::pread(descriptor_, to, count, static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) fail("read from", n < 0 ? errno : EIO);
      to += n;
      offset += static_cast<std::size_t>(n);
      count -= static_cast<std::size_t>(n);
    }
  }
  [[noreturn]] static void fail(const char* operation, int error) {
    fail_io("the process that calls HDF5", operation, error);
  }

 private:
  void write(off_t offset, const char* from, std::size_t left) const {
    while (left > 0) {
      const ssize_t n = ::pwrite(descriptor_, from, left, offset);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) ::_exit(cannot_answer + (n < 0 ? errno : EIO));
      from += n;
      offset += n;
      left -= static_cast<std::size_t>(n);
    }
  }
  int descriptor_;
};

[[noreturn]] void answer(Shared& shared, const std::function<std::vector<std::byte>()>& work) {
  try {
    const std::vector<std::byte> result = work();
    shared.write(Answer::result, result.data(), result.size());
  } catch (const config::DataError& e) {
    shared.write(Answer::data_error, e.what(), std::strlen(e.what()));
  } catch (const std::bad_alloc&) {
    shared.write(Answer::no_memory, nullptr, 0);
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);  // no destructor and no handler of the parent's
}

/// Runs the child to its end; the status of waitpid.
int run_child(Shared& shared, const std::function<std::vector<std::byte>()>& work, unsigned seconds) {
  const pid_t parent = ::getpid(), child = ::fork();
  if (child < 0) Shared::fail("start", errno);
  if (child == 0) {
    leave_alone(seconds, parent);
    answer(shared, work);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

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
  Shared shared;
  const int status = run_child(shared, work, seconds);
  if (WIFEXITED(status) && WEXITSTATUS(status) > cannot_answer)
    Shared::fail("answer from", WEXITSTATUS(status) - cannot_answer);
  const std::size_t size = shared.size();
  Answer first{};
  if (size > 0) shared.read(0, &first, 1);
  if (status != 0 || first == Answer{})
    throw config::DataError(fmt::format("{} ({})", what_failed, manner(status, seconds)));
  if (first == Answer::no_memory) throw std::bad_alloc();
  std::vector<std::byte> bytes(size - 1);
  shared.read(1, bytes.data(), bytes.size());
  if (first == Answer::result) return bytes;
  throw config::DataError(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace pont::store
