// Memory by sysconf, getrlimit and /proc.
#include "experiments/run/memory.hpp"

#include <fmt/format.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "experiments/config/error.hpp"

namespace pont::run {
namespace {

std::size_t page() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

std::size_t limit_of(decltype(RLIMIT_DATA) resource) {
  rlimit limit{};
  return ::getrlimit(resource, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

}  // namespace

std::size_t memory_limit() {
  const std::size_t machine = static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) * page();
  return std::min({machine, limit_of(RLIMIT_AS), limit_of(RLIMIT_DATA)});
}

std::size_t memory_in_use() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long data = 0;  // the sixth number: data and stack
  const int read = std::fscanf(file, "%*u %*u %*u %*u %*u %lu", &data);
  std::fclose(file);
  return read == 1 ? data * page() : 0;
}

void keep_to_memory_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0) return;
  limit.rlim_cur = memory_limit();
  ::setrlimit(RLIMIT_DATA, &limit);  // where it fails, the system is as it was
}

void return_free_memory() { ::malloc_trim(0); }

void require_memory(double bytes, const std::string& keys) {
  const double megabytes = 1e-6 * bytes, limit = 1e-6 * static_cast<double>(memory_limit());
  if (megabytes > limit)
    throw config::ConfigError(
        fmt::format("memory: this needs at least {:.4g} MB, and there are {:.4g} MB; use smaller {}",
                    megabytes, limit, keys));
  fmt::print(stderr, "memory: at least {:.3g} MB of {:.4g} MB\n", megabytes, limit);
}

}  // namespace pont::run
