// Paths of a file's content, and the content as bytes between two processes.
#include "experiments/store/hdf5_tree.hpp"

#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"
#include "experiments/store/isolated.hpp"

namespace pont::experiments::h5 {
namespace {

/// Where values go.
struct Packer {
  std::vector<std::byte> bytes;

  void raw(const void* from, std::size_t count) {
    const auto* first = static_cast<const std::byte*>(from);
    bytes.insert(bytes.end(), first, first + count);
  }
  template <class Values>
  void resize(Values& values) {
    const std::size_t count = values.size();
    raw(&count, sizeof count);
  }
};

/// Where they come from. A process that read forged bytes may write anything: nothing is taken on trust.
struct Unpacker {
  std::span<const std::byte> rest;

  void raw(void* into, std::size_t count) {
    if (count > rest.size()) throw DataError("a process for HDF5 wrote nonsense");
    if (count > 0) std::memcpy(into, rest.data(), count);
    rest = rest.subspan(count);
  }
  template <class Values>
  void resize(Values& values) {
    std::size_t count = 0;
    raw(&count, sizeof count);
    if (count > rest.size()) throw DataError("a process for HDF5 wrote nonsense");
    values.resize(count);
  }
};

// Each says once what is packed, in what order; the archive says in which direction.
template <class Archive, class T>
requires(std::is_arithmetic_v<T> || std::is_enum_v<T>) void exchange(Archive& a, T& value) {
  a.raw(&value, sizeof value);
}

template <class Archive, class Values>
requires requires(Values v) { v.data(); }
void exchange(Archive& a, Values& values) {
  a.resize(values);
  a.raw(values.data(), values.size() * sizeof(typename Values::value_type));
}

template <class Archive>
void exchange(Archive& a, Attribute& attribute) {
  std::uint8_t which = static_cast<std::uint8_t>(attribute.value.index());
  exchange(a, which);
  const H5Scalar kinds[] = {double{}, std::int64_t{}, std::string{}};
  if (which != attribute.value.index()) attribute.value = kinds[which % std::size(kinds)];
  std::visit([&](auto& value) { exchange(a, value); }, attribute.value);
  exchange(a, attribute.refused);
}

template <class T>
void exchange(Packer& a, std::map<std::string, T>& map);
template <class T>
void exchange(Unpacker& a, std::map<std::string, T>& map);

template <class Archive>
void exchange(Archive& a, Object& object) {
  exchange(a, object.is);
  exchange(a, object.type.kind);
  exchange(a, object.type.stored);
  exchange(a, object.type.size);
  exchange(a, object.shape);
  exchange(a, object.values);
  exchange(a, object.refused);
  exchange(a, object.attributes);
}

template <class T>
void exchange(Packer& a, std::map<std::string, T>& map) {
  a.resize(map);
  for (auto& [key, value] : map) {
    std::string name = key;
    exchange(a, name);
    exchange(a, value);
  }
}

template <class T>
void exchange(Unpacker& a, std::map<std::string, T>& map) {
  std::size_t count = 0;
  exchange(a, count);
  for (std::size_t i = 0; i < count; ++i) {
    std::string name;
    exchange(a, name);
    exchange(a, map[name]);
  }
}

bool consistent(const Object& o) {
  if (o.is != Object::Is::data_set || !o.refused.empty()) return true;
  std::size_t bytes = o.type.size;
  bool overflow = false;
  for (const std::size_t n : o.shape) overflow = __builtin_mul_overflow(bytes, n, &bytes) || overflow;
  return !overflow && bytes == o.values.size();
}

}  // namespace

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

// An encoding that fails has found no memory, whatever HDF5 makes of it: names and sizes were checked before.
std::vector<std::byte> encoded(const Tree& tree) try {
  constexpr unsigned seconds = 600;
  return isolated([&] { return image_of(tree); }, seconds, "HDF5 broke down while it made a file");
} catch (const DataError& e) {
  throw IoError(std::string(e.what()) + "; free memory, then resume the run");
}

Tree decoded(std::span<const std::byte> image, const std::string& name) {
  const unsigned seconds = 60 + static_cast<unsigned>(image.size() >> 20);
  const std::vector<std::byte> bytes = isolated(
      [&] {
        Tree tree = tree_of(image, name);
        Packer packer;
        exchange(packer, tree);
        return std::move(packer.bytes);
      },
      seconds, name + ": HDF5 broke down on this file: it is damaged or forged, or memory is short");
  Tree tree;
  Unpacker unpacker{bytes};
  exchange(unpacker, tree);
  for (const auto& [path, object] : tree)
    if (!consistent(object)) throw DataError(name + ": " + path + ": HDF5 broke down on this data set");
  return tree;
}

}  // namespace pont::experiments::h5
