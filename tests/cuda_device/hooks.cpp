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
#define PONT_ATOMIC(bits, T)                                                     \
  T __tsan_atomic##bits##_load(const volatile void* p, int) {                    \
    return __atomic_load_n(static_cast<const volatile T*>(p), __ATOMIC_SEQ_CST); \
  }                                                                              \
  void __tsan_atomic##bits##_store(volatile void* p, T v, int) {                 \
    __atomic_store_n(static_cast<volatile T*>(p), v, __ATOMIC_SEQ_CST);          \
  }                                                                              \
  PONT_ATOMIC_CHANGE(bits, T, exchange, exchange_n)                              \
  PONT_ATOMIC_CHANGE(bits, T, fetch_add, fetch_add)                              \
  PONT_ATOMIC_CHANGE(bits, T, fetch_sub, fetch_sub)                              \
  PONT_ATOMIC_COMPARE(bits, T, strong, false)                                    \
  PONT_ATOMIC_COMPARE(bits, T, weak, true)
#define PONT_ATOMIC_CHANGE(bits, T, name, builtin)                               \
  T __tsan_atomic##bits##_##name(volatile void* p, T v, int) {                   \
    return __atomic_##builtin(static_cast<volatile T*>(p), v, __ATOMIC_SEQ_CST); \
  }
#define PONT_ATOMIC_COMPARE(bits, T, name, weak)                                                   \
  bool __tsan_atomic##bits##_compare_exchange_##name(volatile void* p, void* old, T v, int, int) { \
    return __atomic_compare_exchange_n(static_cast<volatile T*>(p), static_cast<T*>(old), v, weak, \
                                       __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                        \
  }

extern "C" {
void __tsan_init() {}
void __tsan_vptr_update(void*, void*) {}
void __tsan_read_range(void* at, long bytes) { PONT_CHECK(at, static_cast<std::size_t>(bytes), Use::read); }
void __tsan_write_range(void* at, long bytes) { PONT_CHECK(at, static_cast<std::size_t>(bytes), Use::write); }
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
