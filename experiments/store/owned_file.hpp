// Names of the files in a run directory that are copies of what the run was given.
#pragma once
#include <string>
#include <string_view>

namespace pont::store {

/// The directory in a run directory that holds them.
inline constexpr const char* owned_directory = "data";

/// "data/0123456789abcdef.csv" for the suffix ".csv": the first digits of the SHA-256.
std::string owned_file(std::string_view sha256, std::string_view suffix);

/// Whether owned_file() may give a file this name.
bool is_owned_file(std::string_view name);

}  // namespace pont::store
