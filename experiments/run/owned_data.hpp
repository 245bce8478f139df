// A run owns its data: a copy of each file of points in its directory, or where that would be large its
// absolute path; and its SHA-256 in either case.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "experiments/run/experiment.hpp"

namespace pont::run {

/// Files up to this size are copied into the run directory, larger ones stay where they are.
inline constexpr std::uintmax_t largest_owned = 64 << 20;  // bytes

/// data/HHHHHHHHHHHHHHHH.csv, of the first digits of its SHA-256: the same for the same content, wherever it
/// was.
std::string owned_name(const std::string& path, const std::string& sha256);

/// Makes the paths of files absolute and records their SHA-256 beside them. Throws DataError for a file whose
/// SHA-256 is given and another, IoError.
void pin_files(RunConfig& config);

/// Publishes copies of the pinned files in `directory`, and makes the configuration read these.
void own_files(RunConfig& config, const store::RunDirectory& directory);

/// `action` while pinned files up to largest_owned bytes are named as a run records them, owned_name().
void with_recorded_paths(RunConfig& config, const std::function<void()>& action);

/// Makes recorded names paths in `directory`; other paths are left alone.
void place_files(RunConfig& config, const std::filesystem::path& directory);

/// Takes files whose content has changed for what they are now: says so on stderr, and owns them again.
/// True if there were any.
bool accept_changed_files(RunConfig& config, const store::RunDirectory& directory);

/// What config.yaml says of each file above its keys: comment lines with the paths that were given.
std::string origins(RunConfig& config);

}  // namespace pont::run
