// libc's calls on files, each with the fault that the plan has for it. Preloaded before libc (LD_PRELOAD).
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>

#include "tests/faults/injector/plan.hpp"
#include "tests/faults/injector/trace.hpp"

namespace pont::faults {
namespace {

std::array<bool, 1024> open_here{};  // descriptors of watched files

bool ours(int descriptor) {
  return descriptor >= 0 && static_cast<std::size_t>(descriptor) < open_here.size() &&
         open_here[static_cast<std::size_t>(descriptor)];
}
void watch(int descriptor, bool on) {
  if (descriptor >= 0 && static_cast<std::size_t>(descriptor) < open_here.size())
    open_here[static_cast<std::size_t>(descriptor)] = on;
}

/// The verdict on a call that is made as a whole or not at all: -1 and errno, or what `real` returns.
template <class Real>
int whole(bool mine, Call call, Real real) {
  const int fault = mine ? fault_of(call) : make_call;
  if (fault == make_call) return static_cast<int>(real());
  errno = fault;
  return -1;
}

int open_file(const char* path, int flags, int mode) {
  const bool mine = watched(path), writes = (flags & O_ACCMODE) != O_RDONLY;
  const bool fresh = mine && ::syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  const int descriptor = whole(mine, writes ? Call::open_to_write : Call::open_to_read,
                               [&] { return ::syscall(SYS_openat, AT_FDCWD, path, flags, mode); });
  if (!mine) return descriptor;
  watch(descriptor, true);
  trace("open\t%s\t%d\t%d\t%d\n", path, descriptor, fresh, (flags & O_TRUNC) != 0);
  return descriptor;
}

/// `put(size)` makes the real call with so many of the `size` bytes.
template <class Put>
ssize_t write_bytes(int descriptor, const void* bytes, std::size_t size, long offset, Put put) {
  if (!ours(descriptor)) return put(size);
  const int fault = fault_of(Call::write);
  if (fault > 0) {
    errno = fault;
    return -1;
  }
  const ssize_t done = put(fault == make_call ? size : (size + 1) / 2);
  if (fault == make_half_then_die) ::kill(::getpid(), SIGKILL);
  trace("write\t%d\t%ld\t%zd\n", descriptor, offset, done);
  if (done > 0) trace_bytes(bytes, static_cast<std::size_t>(done));
  return done;
}

long place_of(int descriptor) { return ours(descriptor) ? ::syscall(SYS_lseek, descriptor, 0, SEEK_CUR) : 0; }

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

FILE* open_stream(const char* name, const char* path, const char* mode) {
  static const auto real = next<FILE* (*)(const char*, const char*)>(name);
  const bool mine = watched(path), writes = mode[0] != 'r';
  const int fault = mine ? fault_of(writes ? Call::open_to_write : Call::open_to_read) : make_call;
  if (fault != make_call) return errno = fault, nullptr;
  FILE* stream = real(path, mode);
  if (mine && stream) watch(::fileno(stream), true);
  if (mine) trace("open\t%s\t%d\t%d\t%d\n", path, stream ? ::fileno(stream) : -1, writes, writes);
  return stream;
}

/// Programs that this one starts are left alone.
__attribute__((constructor)) void stay_here() { ::unsetenv("LD_PRELOAD"); }

}  // namespace
}  // namespace pont::faults

using namespace pont::faults;  // NOLINT: the functions below must have libc's names

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list rest;
  va_start(rest, flags);
  const int mode = (flags & O_CREAT) ? va_arg(rest, int) : 0;
  va_end(rest);
  return open_file(path, flags, mode);
}
int open64(const char* path, int flags, ...) __attribute__((alias("open")));

FILE* fopen(const char* path, const char* mode) { return open_stream("fopen", path, mode); }
FILE* fopen64(const char* path, const char* mode) { return open_stream("fopen64", path, mode); }

int fclose(FILE* stream) {
  static const auto real = next<int (*)(FILE*)>("fclose");
  const int descriptor = ::fileno(stream), fault = ours(descriptor) ? fault_of(Call::close) : make_call;
  if (ours(descriptor)) trace("close\t%d\n", descriptor);
  watch(descriptor, false);
  const int result = real(stream);
  return fault == make_call ? result : (errno = fault, EOF);
}

ssize_t write(int fd, const void* bytes, std::size_t size) {
  return write_bytes(fd, bytes, size, place_of(fd),
                     [&](std::size_t n) { return ::syscall(SYS_write, fd, bytes, n); });
}
ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t at) {
  return write_bytes(fd, bytes, size, at,
                     [&](std::size_t n) { return ::syscall(SYS_pwrite64, fd, bytes, n, at); });
}
ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off_t at) __attribute__((alias("pwrite")));
ssize_t writev(int fd, const iovec* parts, int count) {
  if (!ours(fd)) return ::syscall(SYS_writev, fd, parts, count);
  int first = 0;
  while (first + 1 < count && parts[first].iov_len == 0) ++first;
  return ::write(fd, parts[first].iov_base, parts[first].iov_len);  // a short write: the caller goes on
}

ssize_t read(int fd, void* bytes, std::size_t size) {
  const int fault = ours(fd) ? fault_of(Call::read) : make_call;
  if (ours(fd)) trace("other\tread\n");
  if (fault != make_call) return errno = fault, -1;
  return ::syscall(SYS_read, fd, bytes, size);
}

int fsync(int fd) {
  const int result = whole(ours(fd), Call::sync, [&] { return ::syscall(SYS_fsync, fd); });
  if (ours(fd)) trace("sync\t%d\n", fd);
  return result;
}

int close(int fd) {
  const int fault = ours(fd) ? fault_of(Call::close) : make_call;
  if (ours(fd)) trace("close\t%d\n", fd);
  watch(fd, false);
  const auto result = static_cast<int>(::syscall(SYS_close, fd));
  return fault == make_call ? result : (errno = fault, -1);
}

int ftruncate(int fd, off_t length) {
  const int result = whole(ours(fd), Call::truncate, [&] { return ::syscall(SYS_ftruncate, fd, length); });
  if (ours(fd)) trace("truncate\t%d\t%ld\n", fd, static_cast<long>(length));
  return result;
}
int ftruncate64(int fd, off_t length) __attribute__((alias("ftruncate")));

int flock(int fd, int operation) {
  const int result = whole(ours(fd), Call::lock, [&] { return ::syscall(SYS_flock, fd, operation); });
  if (ours(fd)) trace("other\tlock\n");
  return result;
}

int rename(const char* from, const char* to) {
  const int result = whole(watched(to), Call::rename, [&] { return ::syscall(SYS_rename, from, to); });
  if (watched(to)) trace("rename\t%s\t%s\n", from, to);
  return result;
}

int unlink(const char* path) {
  const int result = whole(watched(path), Call::remove, [&] { return ::syscall(SYS_unlink, path); });
  if (watched(path)) trace("%s\t%s\n", result == 0 ? "remove" : "other", path);
  return result;
}
int remove(const char* path) { return ::unlink(path); }

int mkdir(const char* path, mode_t mode) {
  const int result =
      whole(watched(path), Call::make_directory, [&] { return ::syscall(SYS_mkdir, path, mode); });
  if (watched(path)) trace("%s\t%s\n", result == 0 ? "mkdir" : "other", path);
  return result;
}

}  // extern "C"
