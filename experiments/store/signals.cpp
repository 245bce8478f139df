// Signal handlers that only set a flag.
#include "experiments/store/signals.hpp"

#include <signal.h>

namespace pont::experiments {
namespace {

constexpr int stopping[] = {SIGINT, SIGTERM, SIGHUP};
volatile sig_atomic_t requested = 0;

void set_action(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;  // libraries need not cope with EINTR
  sigemptyset(&action.sa_mask);
  for (const int other : stopping) sigaddset(&action.sa_mask, other);
  sigaction(number, &action, nullptr);
}

bool is_ignored(int number) {
  struct sigaction action {};
  return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void remember(int number) {
  requested = number;
  for (const int other : stopping) {
    if (!is_ignored(other)) set_action(other, SIG_DFL);
  }
}

}  // namespace

void install_signal_handlers() {
  requested = 0;
  for (const int number : stopping) {
    if (!is_ignored(number)) set_action(number, remember);
  }
}

int stop_requested() noexcept { return requested; }

}  // namespace pont::experiments
