// A host that touches device memory, and a kernel that leaves an array of known size, end with a clear
// message.
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "tests/cuda_device/findings.hpp"
#include "tests/cuda_device/memory.hpp"
#include "tests/cuda_device/running.hpp"
#include "tests/cuda_device/thread_name.hpp"

namespace pont::emulated {
namespace {

void say(int signal, siginfo_t* info, void*) {
  checking = false;
  const Memory& memory = Memory::get();
  if (signal == SIGILL && running)
    report("{}: an index is beyond the bounds of an array at {}", thread_name(),
           source_of(static_cast<const char*>(info->si_addr) + 1));
  else if (memory.contains(info->si_addr))
    report("the host touches device memory outside of a kernel or copy: {}", memory.place(info->si_addr));
  ::signal(signal, SIG_DFL);  // returning meets the same fault again
}

}  // namespace

void listen_for_host_faults() {
  static std::array<std::byte, 64 * 1024> stack;
  const stack_t other{stack.data(), 0, stack.size()};
  ::sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_sigaction = say;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int signal : {SIGSEGV, SIGBUS, SIGILL}) ::sigaction(signal, &action, nullptr);
}

}  // namespace pont::emulated
