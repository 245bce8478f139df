// A run's directory: names that it may have, created or opened under its lock, and the checkpoints in it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "experiments/store/run_lock.hpp"

namespace pont::store {

/// A checkpoint as loaded: the image is what was published, verified.
struct Checkpoint final {
  std::int64_t step;
  std::vector<std::byte> image;
};

/// What a resume finds: the newest sound checkpoint, if any was ever published, and one line for each one
/// passed over.
struct CheckpointSearch final {
  std::optional<Checkpoint> checkpoint;
  std::vector<std::string> messages;
};

/// Use of a run directory: exclusive for who writes there; readers take no lock and see what is published.
class RunDirectory final {
 public:
  /// A new directory, parents included, or an existing one in which nothing was published: empty, or left by
  /// a process that died at once. Throws ConfigError if the path is not sane, is not empty (the message
  /// offers resume), or is in use; IoError.
  static RunDirectory create(const std::string& path);
  /// An existing one. Throws ConfigError if there is none or it is in use; IoError. Stale temporaries are
  /// removed.
  static RunDirectory open(const std::string& path);

  /// An existing one for a reader, whatever another process does there: no lock is taken, nothing is written.
  /// Throws ConfigError if there is none.
  static RunDirectory to_read(const std::string& path);

  /// `path`, for a reader: throws as open() does where it is no directory, takes no lock and writes nothing.
  static std::filesystem::path look(const std::string& path);
  /// What newest_checkpoint() finds there.
  static CheckpointSearch look_for_checkpoint(const std::filesystem::path& directory);

  bool only_read() const { return !lock_; }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path file(const std::string& name) const { return path_ / name; }

  /// A directory of this name in it, made durably if it is not there.
  std::filesystem::path make_directory(const std::string& name) const;

  /// Publishes checkpoints/step_NNNNNNNNNN.h5, then removes all others but the last one before it. (Others
  /// after it can only be damaged ones that a resume has passed over: their steps are being computed again.)
  void publish_checkpoint(std::int64_t step, std::span<const std::byte> image) const;

  /// Throws DataError if a checkpoint that is sound is not one to go on from.
  using Accept = std::function<void(const Checkpoint&)>;
  /// The newest one that is sound and accepted. Throws DataError, with every reason, if checkpoints were
  /// published and there is none.
  CheckpointSearch newest_checkpoint(const Accept& accept = {}) const;

 private:
  RunDirectory(const std::string& path, bool exclusive);
  std::filesystem::path path_;
  std::optional<RunLock> lock_;  // none for a reader
};

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
