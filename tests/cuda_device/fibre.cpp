// The switch itself: what a function of the x86-64 System V ABI must preserve, and the stack pointer.
#include "tests/cuda_device/fibre.hpp"

#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

extern "C" void pont_emulated_switch(void** from, void* to);
asm(R"(
.text
.type pont_emulated_switch, @function
pont_emulated_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
.size pont_emulated_switch, .-pont_emulated_switch
)");

namespace pont::emulated {
namespace {

constexpr std::size_t guard_bytes = 4096;

thread_local void (*next_body)() = nullptr;
thread_local Context* caller_of_next = nullptr;

#if defined(__SANITIZE_ADDRESS__)
void leave(Context& from, const Context& to) {
  __sanitizer_start_switch_fiber(&from.fake_stack, to.bottom, to.size);
}
void arrive(const Context& here) { __sanitizer_finish_switch_fiber(here.fake_stack, nullptr, nullptr); }
void arrive_first(Context& caller) {
  const void* bottom;
  __sanitizer_finish_switch_fiber(nullptr, &bottom, &caller.size);
  caller.bottom = static_cast<const std::byte*>(bottom);
}
void forget(const Context& stack) { __asan_unpoison_memory_region(stack.bottom, stack.size); }
#else
void leave(Context&, const Context&) {}
void arrive(const Context&) {}
void arrive_first(Context&) {}
void forget(const Context&) {}
#endif

void begin() {
  arrive_first(*caller_of_next);
  next_body();
  std::abort();
}

}  // namespace

void switch_to(Context& from, Context& to) {
  leave(from, to);
  pont_emulated_switch(&from.stack_pointer, to.stack_pointer);
  arrive(from);
}

Fibre::Fibre() {
  static std::size_t count = 0;
  colour_ = ++count % 64 * 192;  // or the stacks of a block would compete for the same lines of the cache
  void* p = ::mmap(nullptr, guard_bytes + stack_bytes, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) std::perror("emulated device: stack"), std::abort();
  memory_ = static_cast<std::byte*>(p);
  ::mprotect(memory_, guard_bytes, PROT_NONE);
  context.bottom = memory_ + guard_bytes;
  context.size = stack_bytes;
}

Fibre::~Fibre() { ::munmap(memory_, guard_bytes + stack_bytes); }

void Fibre::prepare(void (*body)(), Context& caller) {
  forget(context);
  next_body = body;
  caller_of_next = &caller;
  void** top = reinterpret_cast<void**>(memory_ + guard_bytes + stack_bytes - colour_) - 1;
  *--top = reinterpret_cast<void*>(&begin);  // returned to; the stack is then aligned as after a call
  context.stack_pointer = top - 6;           // six registers of no meaning
}

}  // namespace pont::emulated
