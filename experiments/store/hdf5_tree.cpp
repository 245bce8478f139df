// Paths of a file's content, and the two processes that make it from a file or a file from it.
#include "experiments/store/hdf5_tree.hpp"

#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"
#include "experiments/store/hdf5_packing.hpp"
#include "experiments/store/isolated.hpp"

namespace pont::store::h5 {

std::string full_path(const std::string& path) {
  std::string full;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) full += '/' + path.substr(begin, end - begin);
    begin = end + 1;
  }
  return full.empty() ? "/" : full;
}

std::string parent_of(const std::string& full_path) {
  const std::size_t last = full_path.rfind('/');
  return last == 0 ? "/" : full_path.substr(0, last);
}

namespace {

bool is_within(const std::string& path, const std::string& group) {
  return path == group || path.starts_with(group + '/');
}

}  // namespace

Tree subtree(const Tree& tree, const std::string& path) {
  Tree part;
  const std::string full = full_path(path);
  for (auto at = tree.lower_bound(full); at != tree.end() && at->first.starts_with(full); ++at)
    if (is_within(at->first, full)) part.insert(*at);
  if (part.empty()) return part;
  for (std::string above = full; above != "/";) part.try_emplace(above = parent_of(above));
  return part;
}

Tree without(Tree tree, const std::string& path) {
  const std::string full = full_path(path);
  std::erase_if(tree, [&](const auto& entry) { return is_within(entry.first, full); });
  return tree;
}

// An encoding that fails has found no memory, whatever HDF5 makes of it: names and sizes were checked before.
std::vector<std::byte> encoded(const Tree& tree) try {
  constexpr unsigned seconds = 600;
  return isolated([&] { return image_of(tree); }, seconds, "HDF5 broke down while it made a file");
} catch (const config::DataError& e) {
  throw config::IoError(std::string(e.what()) + "; free memory, then resume the run");
}

namespace {

// A file may be inflated 1,000 times at most.
unsigned seconds_for(std::size_t bytes) { return 5 + 4 * static_cast<unsigned>(bytes >> 20); }

std::string breakdown_of(const std::string& name) {
  return name + ": HDF5 broke down on this file: it is damaged or forged, or memory is short";
}

// Parts of bytes behind each other, each after its length.
void append(std::vector<std::byte>& to, const std::vector<std::byte>& part) {
  const std::uint64_t length = part.size();
  const auto bytes = std::as_bytes(std::span(&length, 1));
  to.insert(to.end(), bytes.begin(), bytes.end());
  to.insert(to.end(), part.begin(), part.end());
}

std::span<const std::byte> take(std::span<const std::byte>& from, const std::string& name) {
  std::uint64_t length = 0;
  if (from.size() < sizeof length) throw config::DataError(breakdown_of(name));
  std::memcpy(&length, from.data(), sizeof length);
  from = from.subspan(sizeof length);
  if (from.size() < length) throw config::DataError(breakdown_of(name));
  const auto part = from.first(length);
  from = from.subspan(length);
  return part;
}

}  // namespace

Tree decoded(std::span<const std::byte> image, const std::string& name) {
  const auto read = [&] { return packed(tree_of(image, name)); };
  return unpacked(isolated(read, seconds_for(image.size()), breakdown_of(name)), name);
}

std::vector<Tree> decoded_together(std::span<const NamedImage> images) {
  if (images.empty()) return {};
  std::size_t bytes = 0;
  for (const NamedImage& file : images) bytes += file.image.size();
  const auto read = [&] {
    std::vector<std::byte> all;
    for (const NamedImage& file : images) append(all, packed(tree_of(file.image, file.name)));
    return all;
  };
  const std::vector<std::byte> all = isolated(read, seconds_for(bytes), breakdown_of(images.front().name));
  std::span<const std::byte> left(all);
  std::vector<Tree> trees;
  for (const NamedImage& file : images) trees.push_back(unpacked(take(left, file.name), file.name));
  return trees;
}

}  // namespace pont::store::h5
