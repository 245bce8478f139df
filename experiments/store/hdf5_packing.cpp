// Each part of a tree is described once; an archive says in which direction its bytes go.
#include "experiments/store/hdf5_packing.hpp"

#include <cstring>
#include <utility>

#include "experiments/config/error.hpp"

namespace pont::store::h5 {
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

/// Where they come from.
struct Unpacker {
  std::span<const std::byte> rest;
  const std::string& name;

  void require(bool sound) const {
    if (!sound)
      throw config::DataError(
          name + ": HDF5 broke down on this file: it is damaged or forged; make or fetch it again");
  }

  void raw(void* into, std::size_t count) {
    require(count <= rest.size());
    if (count > 0) std::memcpy(into, rest.data(), count);
    rest = rest.subspan(count);
  }
  template <class Values>
  void resize(Values& values) {
    std::size_t count = 0;
    raw(&count, sizeof count);
    require(count <= rest.size());
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

/// Whether elements of this size can be of this kind.
bool exists(const Type& type) {
  const auto one_of = [&](auto... sizes) { return ((type.size == sizes) || ...); };
  switch (type.kind) {
    case Kind::real:
      return one_of(sizeof(float), sizeof(double), sizeof(long double));
    case Kind::integer:
    case Kind::natural:
      return one_of(1U, 2U, 4U, 8U);
    case Kind::text:
      return type.size > 0;
    case Kind::other:
      return true;
  }
  return false;
}

bool consistent(const Object& o) {
  if (o.is > Object::Is::link) return false;
  if (o.is != Object::Is::data_set || !o.refused.empty()) return true;
  std::size_t bytes = o.type.size;
  bool overflow = !exists(o.type);
  for (const std::size_t n : o.shape) overflow = __builtin_mul_overflow(bytes, n, &bytes) || overflow;
  return !overflow && bytes == o.values.size();
}

}  // namespace

std::vector<std::byte> packed(Tree tree) {
  Packer packer;
  exchange(packer, tree);
  return std::move(packer.bytes);
}

Tree unpacked(std::span<const std::byte> bytes, const std::string& name) {
  Tree tree;
  Unpacker unpacker{bytes, name};
  exchange(unpacker, tree);
  unpacker.require(unpacker.rest.empty() && tree.contains("/"));
  for (const auto& [path, object] : tree) unpacker.require(consistent(object));
  return tree;
}

}  // namespace pont::store::h5
