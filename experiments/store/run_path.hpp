// Which names a run directory may have, and the files in it that are copies of what the run was given.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace pont::store {

/// Throws ConfigError, naming what was given and expected, unless `path` is sane as the directory of a run:
/// not empty, no control character (newline, tab, NUL), no part of it longer than 255 bytes or beginning with
/// '-' (programs would take it for an option), less than 4096 bytes in all. It may be absolute or relative.
void check_run_path(const std::string& path);

/// For a name that Pont joins to a directory of its own: as above, and one part only, neither "." nor "..".
void check_run_name(const std::string& name);

/// The directory in a run directory that holds them.
inline constexpr const char* owned_directory = "data";

/// "data/0123456789abcdef.csv" for the suffix ".csv": the first digits of the SHA-256.
std::string owned_file(std::string_view sha256, std::string_view suffix);

/// Whether owned_file() may give a file this name.
bool is_owned_file(std::string_view name);

}  // namespace pont::store
