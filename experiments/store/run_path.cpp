// Names of run directories, and of the copies of files in them.
#include "experiments/store/run_path.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"

namespace pont::store {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// The name fit for one line of a message: control characters as '?', no more than 60 bytes.
std::string shown(std::string text) {
  std::replace_if(text.begin(), text.end(), is_control, '?');
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

[[noreturn]] void refuse(const std::string& name, std::string_view why, std::string_view remedy) {
  throw config::ConfigError(fmt::format("run directory '{}': {}; {}", shown(name), why, remedy));
}

}  // namespace

void check_run_path(const std::string& path) {
  if (path.empty()) refuse(path, "the name is empty", "give a directory, as in --out runs/first");
  if (path.size() >= 4096)
    refuse(path, fmt::format("the path has {} bytes", path.size()), "expected less than 4096");
  if (std::any_of(path.begin(), path.end(), is_control)) {
    refuse(path, "the name has a control character (newline, tab, ...)",
           "expected printable characters only");
  }
  for (const std::string part : std::filesystem::path(path)) {
    if (part.starts_with('-')) {
      refuse(path, "a part of the name begins with '-', like an option", "begin it with a letter or a digit");
    }
    if (part.size() > 255)
      refuse(path, fmt::format("a part of the name has {} bytes", part.size()), "expected at most 255");
  }
}

void check_run_name(const std::string& name) {
  check_run_path(name);
  if (name == "." || name == ".." || name.find('/') != std::string::npos) {
    refuse(name, "is a path, not a name", "give a name without '/'; to choose the place of a run use --out");
  }
}

namespace {
constexpr std::size_t digits = 16;
}

std::string owned_file(std::string_view sha256, std::string_view suffix) {
  return std::string(owned_directory) + "/" + std::string(sha256.substr(0, digits)) + std::string(suffix);
}

bool is_owned_file(std::string_view name) {
  return name.size() > digits && name[digits] == '.' &&
         name.substr(0, digits).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace pont::store
