// Files of the checkout that the program came from.
#pragma once
#include <filesystem>
#include <string>

namespace pont::config {

/// The file `name` of the checkout that ./pont names in PONT_HOME, so that what lies there can be named from
/// anywhere; stderr then says where it was found. An empty path where there is no such checkout, no such
/// file, or `name` is absolute.
std::filesystem::path checkout_file(const std::string& name);

}  // namespace pont::config
