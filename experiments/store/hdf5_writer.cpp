// The HDF5 writer: checks what is written, and keeps it.
#include <algorithm>
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::store {
namespace {

template <class T>
constexpr h5::Type type_of() {
  const h5::Kind kind = std::is_floating_point_v<T> ? h5::Kind::real
                        : std::is_signed_v<T>       ? h5::Kind::integer
                                                    : h5::Kind::natural;
  return {kind, sizeof(T), sizeof(T)};
}

void check_count(const std::string& path, std::size_t given, const H5Shape& shape) {
  std::size_t expected = 1;
  for (const std::size_t size : shape) expected *= size;
  if (given == expected) return;
  throw config::DataError(path + ": " + std::to_string(given) + " values given, but the shape has " +
                          std::to_string(expected));
}

void check_text(const std::string& path, const std::string& text) {
  if (text.find('\0') != std::string::npos)
    throw config::DataError(path + ": text with a NUL byte cannot be stored");
}

}  // namespace

/// Creates a group and those above it where they are missing, for the sake of `path`.
void H5Writer::ensure_group(const std::string& full_path, const std::string& path) {
  const auto found = tree_.find(full_path);
  if (found == tree_.end()) {
    ensure_group(h5::parent_of(full_path), path);
    tree_[full_path] = {};
  } else if (found->second.is != h5::Object::Is::group) {
    throw config::DataError(path + ": cannot create this: " + full_path + " is a data set");
  }
}

void H5Writer::add(const std::string& path, const h5::Type& type, const H5Shape& shape,
                   std::span<const std::byte> values) {
  const std::string full = h5::full_path(path);
  if (full == "/") throw config::DataError(path + ": cannot name a data set; expected group/name");
  ensure_group(h5::parent_of(full), path);
  if (tree_.contains(full))
    throw config::DataError(path + ": cannot create this data set: one of this name exists");
  h5::Object& o = tree_[full];
  o.is = h5::Object::Is::data_set;
  o.type = type;
  o.shape = shape;
  o.values.assign(values.begin(), values.end());
}

template <class T>
void H5Writer::write(const std::string& path, std::span<const T> values, const H5Shape& shape) {
  check_count(path, values.size(), shape);
  add(path, type_of<T>(), shape, std::as_bytes(values));
}
template void H5Writer::write(const std::string&, std::span<const float>, const H5Shape&);
template void H5Writer::write(const std::string&, std::span<const double>, const H5Shape&);
template void H5Writer::write(const std::string&, std::span<const std::int64_t>, const H5Shape&);
template void H5Writer::write(const std::string&, std::span<const std::uint8_t>, const H5Shape&);

void H5Writer::write_fixed(const std::string& path, std::span<const std::string> texts,
                           const H5Shape& shape) {
  std::size_t length = 1;
  for (const std::string& text : texts) {
    check_text(path, text);
    length = std::max(length, text.size());
  }
  std::vector<char> padded(length * texts.size(), '\0');
  for (std::size_t i = 0; i < texts.size(); ++i)
    std::copy(texts[i].begin(), texts[i].end(), padded.begin() + static_cast<std::ptrdiff_t>(i * length));
  add(path, {h5::Kind::text, length, length}, shape, std::as_bytes(std::span(padded)));
}

void H5Writer::write_text(const std::string& path, const std::string& text) {
  write_fixed(path, {&text, 1}, {});
}

void H5Writer::write_texts(const std::string& path, const std::vector<std::string>& texts) {
  write_fixed(path, texts, {texts.size()});
}

void H5Writer::group(const std::string& path) { ensure_group(h5::full_path(path), path); }

void H5Writer::adopt(h5::Tree other) {
  tree_.merge(other);
  for (const auto& [path, object] : other)  // what was here before
    if (object.is != h5::Object::Is::group || tree_.at(path).is != h5::Object::Is::group)
      throw config::DataError(path + ": cannot add this: there is a data set or group of this path");
}

void H5Writer::attribute(const std::string& object, const std::string& name, const H5Scalar& value) {
  const std::string what = object + "@" + name + ": cannot write this attribute";
  const auto found = tree_.find(h5::full_path(object));
  if (found == tree_.end()) throw config::DataError(what + ": there is no object " + object);
  if (const auto* text = std::get_if<std::string>(&value)) {
    constexpr std::size_t most = 60000;  // of HDF5's object headers
    check_text(what, *text);
    if (text->size() > most)
      throw config::DataError(what + ": it is longer than 60000 bytes; write a data set");
  }
  if (!found->second.attributes.try_emplace(name, h5::Attribute{value, ""}).second)
    throw config::DataError(what + ": there is one of this name");
}

}  // namespace pont::store
