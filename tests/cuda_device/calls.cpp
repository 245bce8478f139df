// Counting calls, failing them on request, and remembering errors.
#include "tests/cuda_device/calls.hpp"

#include <cstdlib>
#include <map>
#include <string>

#include "tests/cuda_device/device.hpp"
#include "tests/cuda_device/include/emulated/runtime_api.h"

namespace pont::emulated {
namespace {

constexpr const char* every_function = "any";

struct Calls {
  std::map<std::string, long> count, failing;  // failing: number of the call
  cudaError_t lost = cudaSuccess;
};
Calls& state() {
  static Calls& object = *new Calls;
  static const bool from_environment = [] {
    const char* given = std::getenv("PONT_CUDA_FAIL");
    const std::string rule = given ? given : "";
    if (const auto colon = rule.find(':'); colon != std::string::npos)
      object.failing[rule.substr(0, colon)] = std::atol(rule.c_str() + colon + 1);
    return true;
  }();
  static_cast<void>(from_environment);
  return object;
}

thread_local cudaError_t last = cudaSuccess;
thread_local bool in_host_function = false;

bool reaches(const std::string& name) {
  const long n = ++state().count[name];
  const auto rule = state().failing.find(name);
  return rule != state().failing.end() && rule->second == n;
}

cudaError_t error_of(const std::string& function) {
  return function.starts_with("cudaMalloc") ? cudaErrorMemoryAllocation : cudaErrorUnknown;
}

}  // namespace

std::recursive_mutex& lock() {
  static std::recursive_mutex& object = *new std::recursive_mutex;
  return object;
}

bool fails_now(const char* function) { return reaches(function); }

cudaError_t refusal(const char* function) {
  if (in_host_function) return cudaErrorNotPermitted;
  const bool by_name = reaches(function), by_number = reaches(every_function);
  if (by_name || by_number) return error_of(function);
  return state().lost;
}

void lose_device(cudaError_t e) {
  if (state().lost == cudaSuccess) state().lost = e;
}
cudaError_t device_error() { return state().lost; }

cudaError_t keep(cudaError_t e) {
  if (e != cudaSuccess) last = e;
  return e;
}

HostFunction::HostFunction() { in_host_function = true; }
HostFunction::~HostFunction() { in_host_function = false; }

void fail(const std::string& function, long n) {
  const std::lock_guard guard(lock());
  state().failing[function] = state().count[function] + n;
}
void fail_nothing() {
  const std::lock_guard guard(lock());
  state().count.clear();
  state().failing.clear();
}
long calls(const std::string& function) {
  const std::lock_guard guard(lock());
  return state().count[function];
}
std::vector<std::string> functions_called() {
  const std::lock_guard guard(lock());
  std::vector<std::string> names;
  for (const auto& [name, n] : state().count)
    if (n > 0 && name != every_function) names.push_back(name);
  return names;
}

void forget_errors() { state().lost = last = cudaSuccess; }

}  // namespace pont::emulated

using namespace pont::emulated;  // NOLINT: the functions below must have the runtime's names

cudaError_t cudaGetLastError() {
  const std::lock_guard guard(lock());
  const cudaError_t e = last;
  last = cudaSuccess;
  return e != cudaSuccess ? e : device_error();
}
cudaError_t cudaPeekAtLastError() {
  const std::lock_guard guard(lock());
  return last != cudaSuccess ? last : device_error();
}
