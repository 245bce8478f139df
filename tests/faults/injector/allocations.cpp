// malloc and its family, failing where the plan says so. (operator new of libstdc++ stands on these.)
#include <cerrno>
#include <cstddef>

#include "tests/faults/injector/plan.hpp"
#include "tests/faults/injector/trace.hpp"

namespace pont::faults {
namespace {

__attribute__((destructor)) void leave_the_count() {
  if (watches_allocations()) trace("%ld\n", calls_so_far());
}

}  // namespace
}  // namespace pont::faults

extern "C" {
// glibc's own names, which need no dlsym: dlsym allocates.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) {
  if (pont::faults::allocation_fails(size)) return errno = ENOMEM, nullptr;
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
  if (pont::faults::allocation_fails(count * size)) return errno = ENOMEM, nullptr;
  return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
  if (pont::faults::allocation_fails(size)) return errno = ENOMEM, nullptr;
  return __libc_realloc(old, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  if (pont::faults::allocation_fails(size)) return errno = ENOMEM, nullptr;
  return __libc_memalign(alignment, size);
}
void* memalign(std::size_t alignment, std::size_t size) { return aligned_alloc(alignment, size); }
int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  *out = aligned_alloc(alignment, size);
  return *out ? 0 : ENOMEM;
}
}
