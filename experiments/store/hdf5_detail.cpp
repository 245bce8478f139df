// Handles, failures, types and file access of HDF5, and the file of a tree.
#include "experiments/store/hdf5_detail.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "experiments/config/error.hpp"

namespace pont::store::h5 {

// Handles, failures, types and file access of HDF5.

namespace {

bool for_want_of_memory() {
  bool found = false;
  const auto look = [](unsigned, const H5E_error2_t* e, void* into) {
    if (e->min_num == H5E_NOSPACE || e->min_num == H5E_CANTALLOC) *static_cast<bool*>(into) = true;
    return herr_t{0};
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, look, &found);
  return found;
}

hid_t native(const Type& type) {
  const bool natural = type.kind == Kind::natural;
  if (type.kind == Kind::real)
    return type.size == sizeof(float)    ? H5T_NATIVE_FLOAT
           : type.size == sizeof(double) ? H5T_NATIVE_DOUBLE
                                         : H5T_NATIVE_LDOUBLE;
  if (type.size == 1) return natural ? H5T_NATIVE_UINT8 : H5T_NATIVE_INT8;
  if (type.size == 2) return natural ? H5T_NATIVE_UINT16 : H5T_NATIVE_INT16;
  if (type.size == 4) return natural ? H5T_NATIVE_UINT32 : H5T_NATIVE_INT32;
  return natural ? H5T_NATIVE_UINT64 : H5T_NATIVE_INT64;
}

}  // namespace

std::string version() { return fmt::format("{}.{}.{}", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE); }

Handle::Handle(hid_t id, Close close, const std::string& what) : id_(id), close_(close) {
  require(id < 0 ? -1 : 0, what);
}

void require(herr_t status, const std::string& what) {
  if (status >= 0) return;
  if (for_want_of_memory()) throw std::bad_alloc();
  throw config::DataError(what);
}

Handle core_access(std::size_t expected) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "HDF5 cannot create a property list");
  constexpr std::size_t overhead = std::size_t{1} << 16;
  require(H5Pset_fapl_core(access, expected + overhead, /*backing_store=*/0), "HDF5 has no core driver");
  return access;
}

Handle memory_type(const Type& type) {
  if (type.kind != Kind::text) return {H5Tcopy(native(type)), H5Tclose, "HDF5 cannot copy a type"};
  Handle text(H5Tcopy(H5T_C_S1), H5Tclose, "HDF5 cannot create a text type");
  require(H5Tset_size(text, std::max<std::size_t>(type.size, 1)), "HDF5 cannot set the length of a text");
  require(H5Tset_cset(text, H5T_CSET_UTF8), "HDF5 cannot set UTF-8");
  require(H5Tset_strpad(text, H5T_STR_NULLPAD), "HDF5 cannot set the padding of a text");
  return text;
}

// A file from a tree: contiguous data sets without times, so that equal content gives equal bytes.

namespace {

/// Creation list of an object (H5P_DATASET_CREATE, H5P_GROUP_CREATE, H5P_FILE_CREATE) without times.
Handle timeless(hid_t kind) {
  Handle list(H5Pcreate(kind), H5Pclose, "HDF5 cannot create a property list");
  require(H5Pset_obj_track_times(list, false), "HDF5 cannot switch times off");
  return list;
}

Handle space_of(const H5Shape& shape) {
  const std::vector<hsize_t> sizes(shape.begin(), shape.end());
  const hid_t id = sizes.empty() ? H5Screate(H5S_SCALAR)
                                 : H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr);
  return {id, H5Sclose, "HDF5 cannot create a data space"};
}

Handle new_data_set(hid_t file, const std::string& path, const Object& o) {
  const Handle space = space_of(o.shape), type = memory_type(o.type), list = timeless(H5P_DATASET_CREATE);
  Handle set(H5Dcreate2(file, path.c_str(), type, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose,
             path + ": HDF5 cannot create this data set");
  require(H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, o.values.data()),
          path + ": HDF5 cannot write this data set");
  return set;
}

Handle new_object(hid_t file, const std::string& path, const Object& o) {
  if (o.is == Object::Is::data_set) return new_data_set(file, path, o);
  const std::string what = path + ": HDF5 cannot create this group";
  if (path == "/") return {H5Oopen(file, "/", H5P_DEFAULT), H5Oclose, what};
  const Handle list = timeless(H5P_GROUP_CREATE);
  return {H5Gcreate2(file, path.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), H5Gclose, what};
}

void add_attribute(hid_t object, const std::string& name, const H5Scalar& scalar) {
  const auto add = [&](const Type& kind, const void* value) {
    const Handle space = space_of({}), type = memory_type(kind);
    const std::string what = name + ": HDF5 cannot write this attribute";
    const Handle attribute(H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
                           what);
    require(H5Awrite(attribute, type, value), what);
  };
  if (const auto* number = std::get_if<double>(&scalar))
    add({Kind::real, sizeof *number, sizeof *number}, number);
  else if (const auto* integer = std::get_if<std::int64_t>(&scalar))
    add({Kind::integer, sizeof *integer, sizeof *integer}, integer);
  else if (const auto& text = std::get<std::string>(scalar); true)
    add({Kind::text, text.size(), text.size()}, text.c_str());
}

}  // namespace

std::vector<std::byte> image_of(const Tree& tree) {
  std::size_t expected = 0;
  for (const auto& [path, object] : tree) expected += object.values.size();
  const Handle access = core_access(expected), creation = timeless(H5P_FILE_CREATE);
  const Handle file(H5Fcreate(name_in_memory, H5F_ACC_TRUNC, creation, access), H5Fclose,
                    "HDF5 cannot create a file in memory");
  for (const auto& [path, object] : tree) {
    const Handle made = new_object(file, path, object);
    for (const auto& [name, attribute] : object.attributes) add_attribute(made, name, attribute.value);
  }
  require(H5Fflush(file, H5F_SCOPE_GLOBAL), "HDF5 cannot flush a file in memory");
  const ssize_t size = H5Fget_file_image(file, nullptr, 0);
  require(size > 0 ? 0 : -1, "HDF5 cannot give the image of a file in memory");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  if (H5Fget_file_image(file, bytes.data(), bytes.size()) != size)
    throw config::DataError("HDF5 changed the size of an image");
  return bytes;
}

}  // namespace pont::store::h5
