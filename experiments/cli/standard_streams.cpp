// Descriptors 0, 1, 2, and a stderr that swallows its failures.
#include "experiments/cli/standard_streams.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "experiments/store/file.hpp"
#include "experiments/store/publish.hpp"

namespace pont::cli {
namespace {

// Output is opened to read: a result that nobody gets must not pass for one that was written.
constexpr int modes[] = {O_RDONLY, O_RDONLY, O_WRONLY};

void open_closed_ones() {
  for (int descriptor = 0; descriptor < 3; ++descriptor)
    if (fcntl(descriptor, F_GETFD) < 0 && errno == EBADF)
      open("/dev/null", modes[descriptor]);  // the lowest free one
}

ssize_t write_or_lose(void*, const char* bytes, std::size_t count) {
  for (std::size_t done = 0; done < count;) {
    const ssize_t n = write(STDERR_FILENO, bytes + done, count - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(count);
}

// A run must not end for want of somebody who reads its progress.
void lose_messages_that_fail() {
  cookie_io_functions_t functions{};
  functions.write = write_or_lose;
  if (std::FILE* const messages = fopencookie(nullptr, "w", functions)) {
    std::setvbuf(messages, nullptr, _IOLBF, BUFSIZ);
    stderr = messages;
  }
}

}  // namespace

void keep_standard_streams() {
  open_closed_ones();
  for (const int number : {SIGPIPE, SIGXFSZ}) signal(number, SIG_IGN);
  lose_messages_that_fail();
}

void finish_standard_output(int error) {
  errno = error;
  if (std::fflush(stdout) != 0 || std::ferror(stdout))
    store::fail_io("standard output", "write", errno ? errno : EIO);
}

std::optional<std::size_t> columns_of_stdout() {
  winsize size{};
  if (isatty(STDOUT_FILENO) != 1) return {};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20;
  return known ? size.ws_col : 80;
}

void write_result(const std::string& file, const std::string& text) {
  if (file.empty()) return fmt::print("{}", text);
  std::error_code error;
  if (!std::filesystem::exists(file, error) || std::filesystem::is_regular_file(file, error))
    return store::publish_text(file, text);
  std::ofstream out(file);
  out << text;
  out.close();
  if (!out) store::fail_io(file, "write", errno ? errno : EIO);
}

}  // namespace pont::cli
