// Signal handlers: one leaves with a message, one sets a flag.
#include "experiments/store/signals.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>

namespace pont::store {
namespace {

constexpr int stopping[] = {SIGINT, SIGTERM, SIGHUP};
volatile sig_atomic_t requested_signal = 0, deferred = 0;
std::array<char, 1024> message;  // a handler may not allocate
volatile sig_atomic_t message_size = 0;

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

[[noreturn]] void leave(int number) {
  [[maybe_unused]] const ssize_t written =
      ::write(STDERR_FILENO, message.data(), static_cast<std::size_t>(message_size));
  ::_exit(128 + number);
}

void handle(int number) {
  if (!deferred) leave(number);
  requested_signal = number;
  for (const int other : stopping)
    if (!is_ignored(other)) set_action(other, SIG_DFL);
}

}  // namespace

void leave_on_signals(const std::string& parting) {
  requested_signal = 0;
  const std::size_t size = std::min(parting.size(), message.size());
  std::memcpy(message.data(), parting.data(), size);
  message_size = static_cast<sig_atomic_t>(size);
  for (const int number : stopping)
    if (!is_ignored(number)) set_action(number, handle);
}

DeferredStop::DeferredStop() { deferred = 1; }

DeferredStop::~DeferredStop() {
  deferred = 0;
  if (requested_signal && std::uncaught_exceptions() == 0) leave(requested_signal);
}

int requested_stop() noexcept { return requested_signal; }

}  // namespace pont::store
