// Records go out by raw system calls: the wrappers of libc are watched.
#include "tests/faults/injector/trace.hpp"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

namespace pont::faults {
namespace {

int descriptor() {
  static const int opened = [] {
    const char* file = std::getenv("PONT_FAULT_TRACE");
    const int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
    return file ? static_cast<int>(::syscall(SYS_openat, AT_FDCWD, file, flags, 0600)) : -1;
  }();
  return opened;
}

}  // namespace

void trace_bytes(const void* bytes, std::size_t size) {
  if (descriptor() < 0) return;
  if (::syscall(SYS_write, descriptor(), bytes, size) != static_cast<long>(size)) ::_exit(99);
}

void trace(const char* format, ...) {
  if (descriptor() < 0) return;
  char line[9000];
  std::va_list values;
  va_start(values, format);
  const int length = std::vsnprintf(line, sizeof line, format, values);
  va_end(values);
  trace_bytes(line, static_cast<std::size_t>(length));
}

}  // namespace pont::faults
