// The HDF5 reader: walks hard links only, and refuses what it does not expect.
#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"

namespace pont::experiments {
namespace {

using h5::require;

/// Kinds of element that a file may hold, as read<T> and type() see them.
struct Element {
  H5T_class_t kind;
  std::size_t size;
  bool is_signed;
};

Element element_of(hid_t type) {
  const H5T_class_t kind = H5Tget_class(type);
  return {kind, H5Tget_size(type), kind == H5T_INTEGER && H5Tget_sign(type) == H5T_SGN_2};
}

template <class T>
bool readable_as(const Element& stored) {
  if constexpr (std::is_floating_point_v<T>) return stored.kind == H5T_FLOAT || stored.kind == H5T_INTEGER;
  const bool fits = stored.is_signed == std::is_signed_v<T> ? stored.size <= sizeof(T)
                                                            : std::is_signed_v<T> && stored.size < sizeof(T);
  return stored.kind == H5T_INTEGER && fits;
}

template <class T>
std::string expected_by() {
  if constexpr (std::is_floating_point_v<T>) return "numbers";
  return (std::is_signed_v<T> ? "integers that fit int" : "integers that fit uint") +
         std::to_string(8 * sizeof(T));
}

}  // namespace

H5Reader::H5Reader(std::span<const std::byte> image, std::string name)
    : name_(std::move(name)), image_size_(image.size()) {
  const H5Handle access = h5::core_access();
  // HDF5 copies the image; the const_cast only meets a signature that lacks const.
  require(H5Pset_file_image(access, const_cast<std::byte*>(image.data()), image.size()),
          name_ + ": is empty");
  file_ = H5Handle(H5Fopen(h5::unique_name().c_str(), H5F_ACC_RDONLY, access), H5Fclose,
                   name_ + ": is not an HDF5 file");
}

void H5Reader::fail(const std::string& path, const std::string& what) const {
  throw DataError(name_ + ": " + path + ": " + what);
}

bool H5Reader::exists(const std::string& path) const {
  std::string prefix;
  for (const std::string& part : h5::parts_of(path)) {
    prefix += '/' + part;
    if (H5Lexists(file_, prefix.c_str(), H5P_DEFAULT) <= 0) return false;
    H5L_info_t link;
    require(H5Lget_info(file_, prefix.c_str(), &link, H5P_DEFAULT),
            name_ + ": " + path + ": HDF5 cannot read this link");
    if (link.type != H5L_TYPE_HARD) fail(prefix, "is a soft or external link; expected the object itself");
  }
  return true;
}

H5Handle H5Reader::open(const std::string& path) const {
  if (!exists(path)) fail(path, "is missing; see the layout of run.h5, or list the file with h5dump -n");
  const std::string name = path.empty() ? "/" : path;
  return {H5Oopen(file_, name.c_str(), H5P_DEFAULT), H5Oclose,
          name_ + ": " + path + ": HDF5 cannot open this object"};
}

bool H5Reader::is_group(const std::string& path) const { return H5Iget_type(open(path)) == H5I_GROUP; }

H5Handle H5Reader::dataset(const std::string& path) const {
  H5Handle object = open(path);
  if (H5Iget_type(object) != H5I_DATASET) fail(path, "is not a data set");
  const H5Handle list(H5Dget_create_plist(object), H5Pclose,
                      name_ + ": " + path + ": HDF5 cannot read its layout");
  if (H5Pget_layout(list) == H5D_VIRTUAL || H5Pget_external_count(list) > 0)
    fail(path, "has its values in other files");
  return object;
}

std::vector<std::string> H5Reader::children(const std::string& group) const {
  const H5Handle object = open(group);
  if (H5Iget_type(object) != H5I_GROUP) fail(group, "is not a group");
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* into) {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return herr_t{0};
  };
  require(H5Literate(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names),
          name_ + ": " + group + ": cannot be listed");
  std::sort(names.begin(), names.end());
  return names;
}

H5Shape H5Reader::shape(const std::string& path) const {
  const H5Handle object = dataset(path);
  const H5Handle space(H5Dget_space(object), H5Sclose, name_ + ": " + path + ": HDF5 cannot read its shape");
  if (H5Sget_simple_extent_type(space) == H5S_NULL) fail(path, "holds no values (a null data space)");
  hsize_t sizes[H5S_MAX_RANK];
  const int rank = H5Sget_simple_extent_dims(space, sizes, nullptr);
  if (rank < 0) fail(path, "HDF5 cannot read its shape");
  return {sizes, sizes + rank};
}

std::string H5Reader::type(const std::string& path) const {
  const H5Handle type(H5Dget_type(dataset(path)), H5Tclose,
                      name_ + ": " + path + ": HDF5 cannot read its type");
  const Element element = element_of(type);
  const std::string bits = std::to_string(8 * element.size);
  if (element.kind == H5T_FLOAT) return "float" + bits;
  if (element.kind == H5T_INTEGER) return (element.is_signed ? "int" : "uint") + bits;
  return element.kind == H5T_STRING ? "text" : "unsupported";
}

std::size_t H5Reader::count_of(const std::string& path, std::size_t element_size) const {
  // No data set holds more than deflate's best ratio times the file, so a damaged shape cannot ask for all
  // memory.
  constexpr std::size_t best_ratio = 1032;
  std::size_t count = 1, bytes = 0;
  bool overflow = false;
  for (const std::size_t size : shape(path))
    overflow = __builtin_mul_overflow(count, size, &count) || overflow;
  overflow = __builtin_mul_overflow(count, element_size, &bytes) || overflow;
  if (!overflow && bytes / best_ratio <= image_size_) return count;
  fail(path, "declares more elements than a file of this size can hold");
}

std::vector<std::byte> H5Reader::bytes_of(const std::string& path, hid_t memory_type) const {
  const H5Handle object = dataset(path);
  std::vector<std::byte> values(count_of(path, H5Tget_size(memory_type)) * H5Tget_size(memory_type));
  require(H5Dread(object, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          name_ + ": " + path + ": cannot be read");
  return values;
}

template <class T>
std::vector<T> H5Reader::read(const std::string& path) const {
  const H5Handle stored(H5Dget_type(dataset(path)), H5Tclose,
                        name_ + ": " + path + ": HDF5 cannot read its type");
  if (!readable_as<T>(element_of(stored)))
    fail(path, "holds " + type(path) + "; expected " + expected_by<T>());
  const std::vector<std::byte> bytes = bytes_of(path, h5::native<T>());
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!bytes.empty()) std::copy(bytes.begin(), bytes.end(), reinterpret_cast<std::byte*>(values.data()));
  return values;
}
template std::vector<float> H5Reader::read(const std::string&) const;
template std::vector<double> H5Reader::read(const std::string&) const;
template std::vector<long double> H5Reader::read(const std::string&) const;
template std::vector<std::int64_t> H5Reader::read(const std::string&) const;
template std::vector<std::uint8_t> H5Reader::read(const std::string&) const;

std::vector<std::byte> H5Reader::raw(const std::string& path) const {
  const H5Handle stored(H5Dget_type(dataset(path)), H5Tclose,
                        name_ + ": " + path + ": HDF5 cannot read its type");
  const Element element = element_of(stored);
  if (element.kind != H5T_FLOAT && element.kind != H5T_INTEGER)
    fail(path, "holds " + type(path) + "; expected numbers");
  return bytes_of(path, stored);
}

}  // namespace pont::experiments
