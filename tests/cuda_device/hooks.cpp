// What the compiler calls before each load and store of code compiled with -fsanitize=thread: our checks, in
// place of the race detector of that name, which is not linked.
#include <atomic>

#include "tests/cuda_device/access.hpp"

using pont::emulated::check_access;  // NOLINT: the functions below have the names that the compiler calls
using pont::emulated::checking;
using pont::emulated::Unchecked;
using pont::emulated::Use;

#define PONT_CHECK(at, bytes, use)                             \
  if (checking) [[unlikely]] {                                 \
    const Unchecked guard;                                     \
    check_access(at, bytes, use, __builtin_return_address(0)); \
  }

#define PONT_ACCESS(bytes)                                                          \
  void __tsan_read##bytes(void* at) { PONT_CHECK(at, bytes, Use::read); }           \
  void __tsan_write##bytes(void* at) { PONT_CHECK(at, bytes, Use::write); }         \
  void __tsan_unaligned_read##bytes(void* at) { PONT_CHECK(at, bytes, Use::read); } \
  void __tsan_unaligned_write##bytes(void* at) { PONT_CHECK(at, bytes, Use::write); }

// Atomic operations of the host's code, such as the counts of shared pointers. Kernels use atomicAdd and its
// kin.
#define PONT_ATOMIC(bits, T)                                                                              \
  T __tsan_atomic##bits##_load(const volatile T* p, int) { return __atomic_load_n(p, __ATOMIC_SEQ_CST); } \
  void __tsan_atomic##bits##_store(volatile T* p, T v, int) { __atomic_store_n(p, v, __ATOMIC_SEQ_CST); } \
  T __tsan_atomic##bits##_exchange(volatile T* p, T v, int) {                                             \
    return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST);                                                   \
  }                                                                                                       \
  T __tsan_atomic##bits##_fetch_add(volatile T* p, T v, int) {                                            \
    return __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST);                                                    \
  }                                                                                                       \
  T __tsan_atomic##bits##_fetch_sub(volatile T* p, T v, int) {                                            \
    return __atomic_fetch_sub(p, v, __ATOMIC_SEQ_CST);                                                    \
  }                                                                                                       \
  bool __tsan_atomic##bits##_compare_exchange_strong(volatile T* p, T* old, T v, int, int) {              \
    return __atomic_compare_exchange_n(p, old, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);             \
  }                                                                                                       \
  bool __tsan_atomic##bits##_compare_exchange_weak(volatile T* p, T* old, T v, int, int) {                \
    return __atomic_compare_exchange_n(p, old, v, true, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);              \
  }

extern "C" {
void __tsan_init() {}
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}
void __tsan_read_range(void* at, unsigned long bytes) { PONT_CHECK(at, bytes, Use::read); }
void __tsan_write_range(void* at, unsigned long bytes) { PONT_CHECK(at, bytes, Use::write); }
void __tsan_atomic_thread_fence(int) { std::atomic_thread_fence(std::memory_order_seq_cst); }
PONT_ACCESS(1)
PONT_ACCESS(2)
PONT_ACCESS(4)
PONT_ACCESS(8)
PONT_ACCESS(16)
PONT_ATOMIC(8, unsigned char)
PONT_ATOMIC(32, unsigned int)
PONT_ATOMIC(64, unsigned long)
}
