// BusyProcesses: forked children that count until their parent dies or a minute has passed.
#include "experiments/bench/busy_processes.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace pont::bench {
namespace {

[[noreturn]] void be_busy(pid_t parent) {
  signal(SIGALRM, SIG_DFL);
  alarm(BusyProcesses::longest_seconds);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // it ended before the line above
  for (volatile unsigned n = 0;;) n = n + 1;
}

}  // namespace

BusyProcesses::BusyProcesses(int count)
    : BusyProcesses() {  // which makes the destructor run when this throws
  processes_.reserve(static_cast<std::size_t>(count));
  const pid_t parent = getpid();
  for (int i = 0; i < count; ++i) {
    const pid_t child = fork();
    if (child == 0) be_busy(parent);
    if (child > 0) processes_.push_back(child);
  }
  if (static_cast<int>(processes_.size()) < count)
    throw std::system_error(errno, std::generic_category(), "bench: cannot start the busy processes");
}

BusyProcesses::~BusyProcesses() {
  for (const pid_t p : processes_) kill(p, SIGKILL);
  for (const pid_t p : processes_) waitpid(p, nullptr, 0);
}

}  // namespace pont::bench
