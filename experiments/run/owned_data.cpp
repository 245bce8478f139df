// Digests, copies and paths of data files.
#include "experiments/run/owned_data.hpp"

#include <fmt/format.h>

#include "experiments/config/error.hpp"
#include "experiments/run/data_files.hpp"
#include "experiments/store/checksums.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/run_directory.hpp"

namespace pont::run {
namespace {

namespace fs = std::filesystem;

std::string with_file(const std::string& path, const std::string& file) {
  const std::string part = data::point_place(path).part;
  return part.empty() ? file : file + ":" + part;
}

bool is_small(const std::string& path) { return data::stored_bytes(path) <= largest_owned; }

}  // namespace

std::string owned_name(const std::string& path, const std::string& sha256) {
  return with_file(path, store::owned_file(sha256, data::copy_suffix(path)));
}

void pin_files(RunConfig& config) {
  for (const FileSection& f : file_sections(config)) {
    const std::string digest = store::hex(store::sha256(data::read_point_file(*f.path)));
    if (!f.sha256->empty() && *f.sha256 != digest)
      throw config::DataError(fmt::format("{}: has the SHA-256 {}; expected {}, as {}.sha256 says", *f.path,
                                          digest, *f.sha256, f.role));
    *f.sha256 = digest;
    *f.path = with_file(*f.path, fs::absolute(data::point_place(*f.path).file).lexically_normal().string());
  }
}

void own_files(RunConfig& config, const store::RunDirectory& directory) {
  for (const FileSection& f : file_sections(config)) {
    if (!is_small(*f.path)) continue;
    const std::vector<std::byte> bytes = data::read_point_file(*f.path);
    if (store::hex(store::sha256(bytes)) != *f.sha256)
      throw config::DataError(*f.path + ": changed while the run was about to start; start it again");
    const std::string name = owned_name(*f.path, *f.sha256);
    directory.make_directory(store::owned_directory);
    store::publish_text(directory.file(data::point_place(name).file),
                        {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    const std::string copy = directory.file(name).string();
    if (copy != *f.path) fmt::print(stderr, "{}: {}, kept as {}\n", f.role, *f.path, copy);
    *f.path = copy;
  }
}

void with_recorded_paths(RunConfig& config, const std::function<void()>& action) {
  const std::vector<FileSection> files = file_sections(config);
  std::vector<std::string> paths;
  for (const FileSection& f : files) {
    paths.push_back(*f.path);
    if (f.sha256->empty()) continue;
    const std::string name = owned_name(*f.path, *f.sha256);
    if (f.path->ends_with("/" + name) || is_small(*f.path)) *f.path = name;
  }
  action();
  for (std::size_t i = 0; i < files.size(); ++i) *files[i].path = paths[i];
}

void place_files(RunConfig& config, const fs::path& directory) {
  for (const FileSection& f : file_sections(config))
    if (!f.sha256->empty() && *f.path == owned_name(*f.path, *f.sha256))
      *f.path = (directory / *f.path).string();
}

bool accept_changed_files(RunConfig& config, const store::RunDirectory& directory) {
  bool changed = false;
  for (const FileSection& f : file_sections(config)) {
    const std::string now = store::hex(store::sha256(data::read_point_file(*f.path)));
    if (f.sha256->empty() || now == *f.sha256) continue;
    fmt::print(stderr, "drift: {}: SHA-256 {} then, {} now\n", *f.path, *f.sha256, now);
    *f.sha256 = now;
    changed = true;
  }
  if (changed) own_files(config, directory);
  return changed;
}

std::string origins(RunConfig& config) {
  std::string text;
  for (const FileSection& f : file_sections(config)) text += fmt::format("# {}: {}\n", f.role, *f.path);
  return text;
}

}  // namespace pont::run
