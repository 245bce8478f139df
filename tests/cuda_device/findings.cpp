// Collecting findings, and the exit code if nobody looked at them.
#include "tests/cuda_device/findings.hpp"

#include <unistd.h>

#include <cstdio>
#include <mutex>
#include <utility>

#include "tests/cuda_device/device.hpp"

namespace pont::emulated {
namespace {

constexpr int exit_code = 86;

struct Findings {
  std::mutex mutex;
  std::vector<std::string> texts;
};
Findings& all() {
  static Findings& object = *new Findings;  // outlives every destructor
  return object;
}

/// Runs after the destructors of all static objects.
__attribute__((destructor)) void at_exit() {
  for (const std::string& what : alive()) report("leak: {} was not released", what);
  if (all().texts.empty()) return;
  std::fflush(nullptr);
  ::_exit(exit_code);
}

}  // namespace

void report(std::string text) {
  const std::lock_guard guard(all().mutex);
  std::fprintf(stderr, "emulated device: %s\n", text.c_str());
  all().texts.push_back(std::move(text));
}

std::vector<std::string> findings() {
  const std::lock_guard guard(all().mutex);
  return std::exchange(all().texts, {});
}

}  // namespace pont::emulated
