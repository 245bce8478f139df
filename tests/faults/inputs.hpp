// Bad inputs: what is given, and how the one line begins that it is refused with.
#pragma once
#include <string>
#include <vector>

namespace pont::faults {

struct BadInput final {
  std::string given;
  std::string says;
};

/// Configuration files; `says` follows the name of the file.
const std::vector<BadInput>& bad_files();
const std::vector<BadInput>& bad_values();
/// Arguments "key=value"; `says` is the beginning of the line.
const std::vector<BadInput>& bad_overrides();
/// Names of run directories (--out).
const std::vector<BadInput>& bad_directories();

struct BadPoints final {
  std::string name;  ///< of the file, with its suffix
  std::string bytes;
  std::string says;  ///< follows the name of the file
};
/// Files of points; refused with exit code 3.
const std::vector<BadPoints>& bad_points();

}  // namespace pont::faults
