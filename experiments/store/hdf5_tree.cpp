// Paths of a file's content, and the two processes that make it from a file or a file from it.
#include "experiments/store/hdf5_tree.hpp"

#include <algorithm>

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

Tree decoded(std::span<const std::byte> image, const std::string& name) {
  const unsigned seconds = 5 + 4 * static_cast<unsigned>(image.size() >> 20);  // inflated 1,000 times at most
  const auto read = [&] { return packed(tree_of(image, name)); };
  const std::string failed = ": HDF5 broke down on this file: it is damaged or forged, or memory is short";
  return unpacked(isolated(read, seconds, name + failed), name);
}

}  // namespace pont::store::h5
