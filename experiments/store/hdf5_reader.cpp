// The HDF5 reader: what a file holds, as the types that are asked for, or the reason why not.
#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::store {
namespace {

using h5::Kind;
using h5::Object;

template <class T>
bool readable_as(const h5::Type& stored) {
  const bool is_signed = stored.kind == Kind::integer, whole = is_signed || stored.kind == Kind::natural;
  if constexpr (std::is_floating_point_v<T>) return whole || stored.kind == Kind::real;
  const bool fits = is_signed == std::is_signed_v<T> ? stored.size <= sizeof(T)
                                                     : std::is_signed_v<T> && stored.size < sizeof(T);
  return whole && fits;
}

template <class T>
std::string expected_by() {
  if constexpr (std::is_floating_point_v<T>) return "numbers";
  return (std::is_signed_v<T> ? "integers that fit int" : "integers that fit uint") +
         std::to_string(8 * sizeof(T));
}

std::string name_of(const h5::Type& type) {
  const std::string bits = std::to_string(8 * type.stored);
  switch (type.kind) {
    case Kind::real:
      return "float" + bits;
    case Kind::integer:
      return "int" + bits;
    case Kind::natural:
      return "uint" + bits;
    case Kind::text:
      return "text";
    case Kind::other:
      break;
  }
  return "unsupported";
}

/// Elements of type From, as T.
template <class T, class From>
std::vector<T> converted(std::span<const std::byte> bytes) {
  std::vector<T> values(bytes.size() / sizeof(From));
  for (std::size_t i = 0; i < values.size(); ++i) {
    From value;
    std::memcpy(&value, bytes.data() + i * sizeof(From), sizeof(From));
    values[i] = static_cast<T>(value);
  }
  return values;
}

template <class T>
std::vector<T> converted(const Object& o) {
  const auto whole = [&]<class I8, class I16, class I32, class I64>(I8, I16, I32, I64) {
    return o.type.size == 1   ? converted<T, I8>(o.values)
           : o.type.size == 2 ? converted<T, I16>(o.values)
           : o.type.size == 4 ? converted<T, I32>(o.values)
                              : converted<T, I64>(o.values);
  };
  if (o.type.kind == Kind::integer)
    return whole(std::int8_t{}, std::int16_t{}, std::int32_t{}, std::int64_t{});
  if (o.type.kind == Kind::natural)
    return whole(std::uint8_t{}, std::uint16_t{}, std::uint32_t{}, std::uint64_t{});
  return o.type.size == sizeof(float)    ? converted<T, float>(o.values)
         : o.type.size == sizeof(double) ? converted<T, double>(o.values)
                                         : converted<T, long double>(o.values);
}

}  // namespace

H5Reader::H5Reader(std::span<const std::byte> image, std::string name)
    : name_(std::move(name)), tree_(h5::decoded(image, name_)) {}

void H5Reader::fail(const std::string& path, const std::string& what) const {
  throw config::DataError(name_ + ": " + path + ": " + what);
}

bool H5Reader::exists(const std::string& path) const {
  const std::string full = h5::full_path(path);
  for (std::size_t end = 0; end != std::string::npos;) {
    end = full.find('/', end + 1);
    const auto found = tree_.find(full.substr(0, end));
    if (found == tree_.end()) return false;
    if (found->second.is == Object::Is::link) fail(found->first, found->second.refused);
  }
  return true;
}

const Object& H5Reader::object(const std::string& path) const {
  if (!exists(path)) fail(path, "is missing; see the layout of run.h5, or list the file with h5dump -n");
  return tree_.at(h5::full_path(path));
}

const Object& H5Reader::data_set(const std::string& path) const {
  const Object& o = object(path);
  if (o.is != Object::Is::data_set) fail(path, "is not a data set");
  if (!o.refused.empty()) fail(path, o.refused);
  return o;
}

bool H5Reader::is_group(const std::string& path) const { return object(path).is == Object::Is::group; }

std::vector<std::string> H5Reader::children(const std::string& group) const {
  const Object& o = object(group);
  if (o.is != Object::Is::group) fail(group, "is not a group");
  if (!o.refused.empty()) fail(group, o.refused);
  const std::string full = h5::full_path(group), prefix = full == "/" ? full : full + "/";
  std::vector<std::string> names;
  for (auto i = tree_.upper_bound(prefix); i != tree_.end() && i->first.starts_with(prefix); ++i)
    if (i->first.find('/', prefix.size()) == std::string::npos)
      names.push_back(i->first.substr(prefix.size()));
  return names;
}

H5Shape H5Reader::shape(const std::string& path) const { return data_set(path).shape; }
std::string H5Reader::type(const std::string& path) const { return name_of(data_set(path).type); }

template <class T>
std::vector<T> H5Reader::read(const std::string& path) const {
  const Object& o = data_set(path);
  if (!readable_as<T>(o.type)) fail(path, "holds " + name_of(o.type) + "; expected " + expected_by<T>());
  return converted<T>(o);
}
template std::vector<float> H5Reader::read(const std::string&) const;
template std::vector<double> H5Reader::read(const std::string&) const;
template std::vector<long double> H5Reader::read(const std::string&) const;
template std::vector<std::int64_t> H5Reader::read(const std::string&) const;
template std::vector<std::uint8_t> H5Reader::read(const std::string&) const;

std::vector<std::byte> H5Reader::raw(const std::string& path) const {
  const Object& o = data_set(path);
  if (!readable_as<double>(o.type)) fail(path, "holds " + name_of(o.type) + "; expected numbers");
  return o.values;
}

std::vector<std::string> H5Reader::texts(const std::string& path) const {
  const Object& o = data_set(path);
  if (o.type.kind != Kind::text) fail(path, "holds " + name_of(o.type) + "; expected text");
  std::vector<std::string> texts;
  for (std::size_t at = 0; at < o.values.size(); at += o.type.size) {
    const auto* first = reinterpret_cast<const char*>(o.values.data() + at);
    texts.emplace_back(first, std::find(first, first + o.type.size, '\0'));
  }
  return texts;
}

std::string H5Reader::text(const std::string& path) const {
  std::vector<std::string> all = texts(path);
  if (all.size() != 1) fail(path, "holds " + std::to_string(all.size()) + " texts; expected one");
  return std::move(all.front());
}

std::vector<std::string> H5Reader::attributes(const std::string& object_path) const {
  std::vector<std::string> names;
  for (const auto& [name, attribute] : object(object_path).attributes) names.push_back(name);
  return names;
}

H5Scalar H5Reader::attribute(const std::string& object_path, const std::string& name) const {
  const std::string path = object_path + "@" + name;
  const Object& o = object(object_path);
  const auto found = o.attributes.find(name);
  if (found == o.attributes.end()) fail(path, "is missing");
  if (!found->second.refused.empty()) fail(path, found->second.refused);
  return found->second.value;
}

}  // namespace pont::store
