// The plan, and the count of calls. Nothing here may allocate: malloc itself is watched.
#include "tests/faults/injector/plan.hpp"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace pont::faults {
namespace {

struct Plan {
  const char* directory;
  long allocations, at, calls;
  int action;
};
constexpr int kill_process = -3;

long number(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atol(text) : otherwise;
}

int action_of(const char* text) {
  if (!text || std::strcmp(text, "kill") == 0) return kill_process;
  if (std::strcmp(text, "torn") == 0) return make_half_then_die;
  return std::strcmp(text, "short") == 0 ? make_half : std::atoi(text);
}

const Plan& plan() {
  static const Plan read{std::getenv("PONT_FAULT_DIR"), number("PONT_FAULT_ALLOC", -1),
                         number("PONT_FAULT_AT", 0), number("PONT_FAULT_CALLS", 1),
                         action_of(std::getenv("PONT_FAULT_DO"))};
  return read;
}

/// Shared with the children that the process forks: their calls have numbers of their own.
std::atomic<long>& count() {
  static auto* const shared = static_cast<std::atomic<long>*>(
      ::mmap(nullptr, sizeof(std::atomic<long>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  return *shared;
}
bool in_main = false;

/// True for the calls from number `at` on, as many as the plan says.
bool due() {
  const long number = ++count();
  return plan().at > 0 && number >= plan().at && number - plan().at < plan().calls;
}

/// A full disk or quota is met only by calls that may need space.
bool can_fail(Call call, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  const bool needs_none =
      call == Call::open_to_read || call == Call::read || call == Call::remove || call == Call::lock;
  return !(full && needs_none);
}

}  // namespace

bool watches_files() { return plan().directory != nullptr; }

bool watched(const char* path) {
  if (!watches_files()) return false;
  const std::size_t length = std::strlen(plan().directory);
  return std::strncmp(path, plan().directory, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

int fault_of(Call call) {
  if (!due()) return make_call;
  const int action = plan().action;
  const bool whole = action == kill_process || (action == make_half_then_die && call != Call::write);
  if (whole) ::kill(::getpid(), SIGKILL);
  if (action == make_half) return call == Call::write ? make_half : make_call;
  return can_fail(call, action) ? action : make_call;
}

long calls_so_far() { return count(); }

bool watches_allocations() { return plan().allocations >= 0; }

void main_begins() { in_main = true; }

bool allocation_fails(std::size_t size) {
  const long least = plan().allocations;
  return in_main && least >= 0 && size >= static_cast<std::size_t>(least) && due();
}

}  // namespace pont::faults
