// Names of owned files, made of SHA-256 digests.
#include "experiments/store/owned_file.hpp"

namespace pont::store {
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
