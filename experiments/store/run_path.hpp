// Which names a run directory may have.
#pragma once
#include <filesystem>
#include <string>

namespace pont::store {

/// Throws ConfigError, naming what was given and expected, unless `path` is sane as the directory of a run:
/// not empty, no control character (newline, tab, NUL), no part of it longer than 255 bytes or beginning with
/// '-' (programs would take it for an option), less than 4096 bytes in all. It may be absolute or relative.
void check_run_path(const std::string& path);

/// For a name that Pont joins to a directory of its own: as above, and one part only, neither "." nor "..".
void check_run_name(const std::string& name);

}  // namespace pont::store
