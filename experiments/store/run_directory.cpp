// A run directory: its name, creation, opening and checkpoints.
#include "experiments/store/run_directory.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <map>

#include "experiments/config/error.hpp"
#include "experiments/store/joined.hpp"
#include "experiments/store/publish.hpp"

namespace pont::store {
namespace {

namespace fs = std::filesystem;
constexpr const char* checkpoints = "checkpoints";
constexpr std::string_view prefix = "step_", suffix = ".h5";

/// A directory that holds nothing but copies of data, which are made before anything is published.
bool holds_copies_alone(const fs::path& directory) {
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    if (!is_temporary(name) && !is_owned_file(name)) return false;
  }
  return true;
}

/// What a process leaves that died before it published anything: its lock, temporaries, an empty directory,
/// copies of data.
bool is_nothing(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  if (name == RunLock::name || is_temporary(name)) return true;
  if (!entry.is_directory()) return false;
  return (name == checkpoints && fs::is_empty(entry.path())) ||
         (name == owned_directory && holds_copies_alone(entry.path()));
}

void remove_all_stale_temporaries(const fs::path& directory) {
  remove_stale_temporaries(directory);
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.is_directory()) remove_stale_temporaries(entry.path());
}

void refuse_unless_empty(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (is_nothing(entry)) continue;
    throw config::ConfigError(fmt::format(
        "run directory '{0}': exists and is not empty (it holds '{1}'); choose another with --out, or "
        "continue it with: pont resume {0}",
        path.string(), entry.path().filename().string()));
  }
  if (error) fail_io(path, "list", error.value());
}

/// Creates `path` and its parents, each durable before the next.
void make_directories(const fs::path& path) {
  std::error_code error;
  if (path.empty() || fs::is_directory(path, error)) return;
  make_directories(path.parent_path());
  if (!fs::create_directory(path, error) && error) fail_io(path, "create this directory", error.value());
  sync_directory(directory_of(path));
}

fs::path without_final_slash(const std::string& path) {
  const fs::path given(path);
  return given.has_filename() ? given : given.parent_path();
}

/// Checkpoints by step; other names are left alone.
std::map<std::int64_t, fs::path> published(const fs::path& directory) {
  std::map<std::int64_t, fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) continue;
    std::int64_t step = 0;
    const char *begin = name.data() + prefix.size(), *end = name.data() + name.size() - suffix.size();
    const auto [stop, failure] = std::from_chars(begin, end, step);
    if (failure == std::errc() && stop == end) found[step] = entry.path();
  }
  if (error && error.value() != ENOENT) fail_io(directory, "list", error.value());
  return found;
}

/// The newest checkpoint in the run directory `directory` that is sound and accepted.
CheckpointSearch newest_sound(const fs::path& directory, const RunDirectory::Accept& accept) {
  const std::map<std::int64_t, fs::path> files = published(directory / checkpoints);
  CheckpointSearch result;
  std::size_t damaged = 0;
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    try {
      ++damaged;
      Checkpoint found{file->first, load_checked(file->second)};
      --damaged;
      if (accept) accept(found);
      result.checkpoint = std::move(found);
      return result;
    } catch (const config::DataError& damage) {
      result.messages.push_back(damage.what());
    }
  }
  if (files.empty()) return result;
  if (damaged == 0) throw config::DataError(result.messages.front());
  throw config::DataError(fmt::format(
      "run directory '{}': none of {} checkpoints is sound: {}; start the run again in another directory",
      directory.string(), files.size(), joined(result.messages, " | ")));
}

}  // namespace

RunDirectory::RunDirectory(const std::string& path, bool exclusive) : path_(without_final_slash(path)) {
  if (exclusive) lock_.emplace(path_);
}

RunDirectory RunDirectory::create(const std::string& path) {
  check_run_path(path);
  refuse_unless_empty(path);
  make_directories(without_final_slash(path));
  RunDirectory run(path, true);
  refuse_unless_empty(path);  // somebody may have been quicker until we had the lock
  remove_all_stale_temporaries(run.path_);
  run.make_directory(checkpoints);
  return run;
}

fs::path RunDirectory::make_directory(const std::string& name) const {
  make_directories(path_ / name);
  return path_ / name;
}

fs::path RunDirectory::look(const std::string& path) {
  check_run_path(path);
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    throw config::ConfigError(
        fmt::format("run directory '{}': there is no such directory; expected one made by 'pont run'", path));
  }
  return without_final_slash(path);
}

RunDirectory RunDirectory::open(const std::string& path) {
  look(path);
  RunDirectory run(path, true);
  run.make_directory(checkpoints);
  remove_all_stale_temporaries(run.path_);
  return run;
}

RunDirectory RunDirectory::to_read(const std::string& path) {
  look(path);
  return {path, false};
}

void RunDirectory::publish_checkpoint(std::int64_t step, std::span<const std::byte> image) const {
  const fs::path directory = path_ / checkpoints;
  publish(directory / fmt::format("{}{:010}{}", prefix, step, suffix), image);
  std::map<std::int64_t, fs::path> others = published(directory);
  const auto current = others.find(step);
  if (current != others.begin()) others.erase(std::prev(current));
  others.erase(step);
  for (const auto& [number, file] : others) {
    if (::unlink(file.c_str()) != 0) fail_io(file, "remove this older checkpoint", errno);
  }
}

CheckpointSearch RunDirectory::newest_checkpoint(const Accept& accept) const {
  return newest_sound(path_, accept);
}

CheckpointSearch RunDirectory::look_for_checkpoint(const fs::path& directory) {
  return newest_sound(directory, {});
}

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// The name fit for one line of a message: control characters as '?', no more than 60 bytes.
std::string in_one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), is_control, '?');
  return text.size() > 60 ? text.substr(0, 57) + "..." : text;
}

[[noreturn]] void refuse(const std::string& name, std::string_view why, std::string_view remedy) {
  throw config::ConfigError(fmt::format("run directory '{}': {}; {}", in_one_line(name), why, remedy));
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
