// Names from the running kernel; places from the program's debugging information.
#include "tests/cuda_device/thread_name.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdio>

#include "tests/cuda_device/running.hpp"

namespace pont::emulated {
namespace {

template <class T>
std::string str(const T& v) {
  return fmt::format("({},{},{})", v.x, v.y, v.z);
}

std::string first_line_of(const std::string& command) {
  std::string line(1024, '\0');
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return "";
  const bool found = std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr;
  ::pclose(pipe);
  return found ? line.substr(0, line.find_first_of("\n(")) : "";
}

}  // namespace

std::string block_name() {
  return fmt::format("kernel {} of grid {}, block {}", running->number, str(running->grid),
                     str(running->block_index));
}
std::string thread_name() { return fmt::format("{}, thread {}", block_name(), str(running->thread_index)); }

std::string source_of(const void* code) {
  Dl_info module;
  if (!::dladdr(code, &module)) return fmt::format("{}", code);
  const auto offset = static_cast<const char*>(code) - static_cast<const char*>(module.dli_fbase) - 1;
  const std::string place =
      first_line_of(fmt::format("addr2line -e '{}' {:#x} 2>/dev/null", module.dli_fname, offset));
  return place.empty() || place.starts_with("?") ? fmt::format("{}+{:#x}", module.dli_fname, offset) : place;
}

}  // namespace pont::emulated
