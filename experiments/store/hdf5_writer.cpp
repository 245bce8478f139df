// The HDF5 writer: contiguous data sets without times, so that equal content gives equal bytes.
#include <cstring>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"

namespace pont::experiments {
namespace {

/// Creation list of an object (H5P_DATASET_CREATE, H5P_GROUP_CREATE, H5P_FILE_CREATE) without times.
H5Handle timeless(hid_t kind) {
  H5Handle list(H5Pcreate(kind), H5Pclose, "HDF5 cannot create a property list");
  h5::require(H5Pset_obj_track_times(list, false), "HDF5 cannot switch times off");
  return list;
}

/// Creates the first `count` groups of a path where they are missing, one by one: those that
/// H5Pset_create_intermediate_group would make take no creation list.
void ensure_groups(hid_t file, const std::vector<std::string>& parts, std::size_t count) {
  const H5Handle list = timeless(H5P_GROUP_CREATE);
  std::string path;
  for (std::size_t i = 0; i < count; ++i) {
    path += '/' + parts[i];
    if (H5Lexists(file, path.c_str(), H5P_DEFAULT) > 0) continue;
    H5Handle(H5Gcreate2(file, path.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose,
             path + ": cannot create this group");
  }
}

H5Handle space_of(const H5Shape& shape) {
  const std::vector<hsize_t> sizes(shape.begin(), shape.end());
  const hid_t id = sizes.empty() ? H5Screate(H5S_SCALAR)
                                 : H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr);
  return {id, H5Sclose, "HDF5 cannot create a data space"};
}

void check_count(const std::string& path, std::size_t given, const H5Shape& shape) {
  std::size_t expected = 1;
  for (const std::size_t size : shape) expected *= size;
  if (given == expected) return;
  throw DataError(path + ": " + std::to_string(given) + " values given, but the shape has " +
                  std::to_string(expected));
}

void write_values(hid_t file, const std::string& path, hid_t stored, hid_t memory, const H5Shape& shape,
                  const void* values) {
  const std::vector<std::string> parts = h5::parts_of(path);
  if (parts.empty()) throw DataError(path + ": cannot name a data set; expected group/name");
  ensure_groups(file, parts, parts.size() - 1);
  const H5Handle space = space_of(shape), list = timeless(H5P_DATASET_CREATE);
  const H5Handle dataset(H5Dcreate2(file, path.c_str(), stored, space, H5P_DEFAULT, list, H5P_DEFAULT),
                         H5Dclose, path + ": cannot create this data set; does one of this name exist?");
  h5::require(H5Dwrite(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
              path + ": cannot write this data set");
}

void check_text(const std::string& path, const std::string& text) {
  if (text.find('\0') != std::string::npos) throw DataError(path + ": text with a NUL byte cannot be stored");
}

void write_attribute(hid_t object, const std::string& name, hid_t type, const void* value,
                     const std::string& what) {
  const H5Handle space = space_of({});
  const H5Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           what);
  h5::require(H5Awrite(attribute, type, value), what);
}

}  // namespace

H5Writer::H5Writer() {
  const H5Handle access = h5::core_access(), creation = timeless(H5P_FILE_CREATE);
  file_ = H5Handle(H5Fcreate(h5::unique_name().c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose,
                   "HDF5 cannot create a file in memory");
}

template <class T>
void H5Writer::write(const std::string& path, std::span<const T> values, const H5Shape& shape) {
  check_count(path, values.size(), shape);
  write_values(file_, path, h5::native<T>(), h5::native<T>(), shape, values.data());
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
    std::memcpy(&padded[i * length], texts[i].data(), texts[i].size());
  const H5Handle type = h5::text_type(length);
  write_values(file_, path, type, type, shape, padded.data());
}

void H5Writer::write_text(const std::string& path, const std::string& text) {
  write_fixed(path, {&text, 1}, {});
}

void H5Writer::write_texts(const std::string& path, const std::vector<std::string>& texts) {
  write_fixed(path, texts, {texts.size()});
}

void H5Writer::group(const std::string& path) {
  const std::vector<std::string> parts = h5::parts_of(path);
  ensure_groups(file_, parts, parts.size());
}

void H5Writer::attribute(const std::string& object, const std::string& name, const H5Scalar& value) {
  const std::string what = object + "@" + name + ": cannot write this attribute";
  const H5Handle target(H5Oopen(file_, object.c_str(), H5P_DEFAULT), H5Oclose,
                        what + ": there is no object " + object);
  if (const double* number = std::get_if<double>(&value)) {
    write_attribute(target, name, H5T_NATIVE_DOUBLE, number, what);
  } else if (const std::int64_t* integer = std::get_if<std::int64_t>(&value)) {
    write_attribute(target, name, H5T_NATIVE_INT64, integer, what);
  } else {
    const std::string& text = std::get<std::string>(value);
    check_text(what, text);
    write_attribute(target, name, h5::text_type(text.size()), text.c_str(), what);
  }
}

std::vector<std::byte> H5Writer::image() const {
  h5::require(H5Fflush(file_, H5F_SCOPE_GLOBAL), "HDF5 cannot flush a file in memory");
  const ssize_t size = H5Fget_file_image(file_, nullptr, 0);
  if (size <= 0) throw DataError("HDF5 cannot give the image of a file in memory");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  if (H5Fget_file_image(file_, bytes.data(), bytes.size()) != size)
    throw DataError("HDF5 changed the size of an image");
  return bytes;
}

}  // namespace pont::experiments
