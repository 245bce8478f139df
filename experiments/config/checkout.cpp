// Files of the checkout that PONT_HOME names.
#include "experiments/config/checkout.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace pont::config {

std::filesystem::path checkout_file(const std::string& name) {
  const char* home = std::getenv("PONT_HOME");
  if (!home || std::filesystem::path(name).is_absolute()) return {};
  const std::filesystem::path file = (std::filesystem::path(home) / name).lexically_normal();
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return {};
  fmt::print(stderr, "{}: not found here; taken from the checkout: {}\n", name, file.string());
  return file;
}

}  // namespace pont::config
