// The sources of a checkout, as tests of the house read them.
#pragma once
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace pont::rooms {

/// Every .hpp and .cpp below the folders of the library, relative to `root`, with its text.
std::map<std::string, std::string> sources(const std::filesystem::path& root);

/// The room of a file: "sde", "experiments/store", "experiments/kinds/score".
std::string room_of(const std::string& file);

/// The files that a source includes by quotes.
std::vector<std::string> includes(const std::string& source);

/// Classes, structs, unions and enumerations that a source defines outside of unnamed namespaces and of
/// functions, with their namespaces: "pont::sde::Mixture".
std::vector<std::string> defined_types(const std::string& source);

/// For each room of experiments/CMakeLists.txt all rooms and folders that it may use, directly or through
/// others.
std::map<std::string, std::set<std::string>> allowed_arrows(const std::filesystem::path& root);

}  // namespace pont::rooms
