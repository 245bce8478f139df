// The HDF5 reader, continued: text of fixed and of variable length, and attributes.
#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"

namespace pont::experiments {
namespace {

/// Texts of variable length as HDF5 hands them out, given back to HDF5 at the end.
class VariableTexts final {
 public:
  VariableTexts(hid_t type, hid_t space, std::size_t count)
      : type_(type), space_(space), pointers_(count, nullptr) {}
  VariableTexts(const VariableTexts&) = delete;
  VariableTexts& operator=(const VariableTexts&) = delete;
  ~VariableTexts() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, pointers_.data()); }
  void* data() { return pointers_.data(); }
  std::vector<std::string> copy() const {
    std::vector<std::string> texts;
    for (const char* text : pointers_) texts.emplace_back(text ? text : "");
    return texts;
  }

 private:
  hid_t type_, space_;
  std::vector<char*> pointers_;
};

std::vector<std::string> cut(const std::vector<char>& bytes, std::size_t length) {
  std::vector<std::string> texts;
  for (auto begin = bytes.begin(); begin != bytes.end(); begin += static_cast<std::ptrdiff_t>(length)) {
    const auto end = begin + static_cast<std::ptrdiff_t>(length);
    texts.emplace_back(begin, std::find(begin, end, '\0'));
  }
  return texts;
}

/// Reads `count` texts of HDF5's `type` by `read(memory)`, which is H5Dread or H5Aread with everything else
/// bound.
template <class Read>
std::vector<std::string> read_texts(hid_t type, hid_t space, std::size_t count, const std::string& what,
                                    Read read) {
  if (H5Tis_variable_str(type) > 0) {
    VariableTexts texts(type, space, count);
    h5::require(read(texts.data()), what);
    return texts.copy();
  }
  const std::size_t length = H5Tget_size(type);
  std::vector<char> bytes(count * length);
  h5::require(read(bytes.data()), what);
  return cut(bytes, length);
}

}  // namespace

std::vector<std::string> H5Reader::texts(const std::string& path) const {
  const std::string what = name_ + ": " + path + ": cannot be read";
  if (type(path) != "text") fail(path, "holds " + type(path) + "; expected text");
  const H5Handle object = dataset(path), stored(H5Dget_type(object), H5Tclose, what);
  const H5Handle space(H5Dget_space(object), H5Sclose, what);
  const std::size_t count = count_of(path, H5Tget_size(stored));
  return read_texts(stored, space, count, what,
                    [&](void* into) { return H5Dread(object, stored, H5S_ALL, H5S_ALL, H5P_DEFAULT, into); });
}

std::string H5Reader::text(const std::string& path) const {
  std::vector<std::string> all = texts(path);
  if (all.size() != 1) fail(path, "holds " + std::to_string(all.size()) + " texts; expected one");
  return std::move(all.front());
}

std::vector<std::string> H5Reader::attributes(const std::string& object) const {
  const H5Handle target = open(object);
  std::vector<std::string> names;
  const auto collect = [](hid_t, const char* name, const H5A_info_t*, void* into) {
    static_cast<std::vector<std::string>*>(into)->emplace_back(name);
    return herr_t{0};
  };
  h5::require(H5Aiterate2(target, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names),
              name_ + ": " + object + ": HDF5 cannot list its attributes");
  std::sort(names.begin(), names.end());
  return names;
}

H5Scalar H5Reader::attribute(const std::string& object, const std::string& name) const {
  const H5Handle target = open(object);
  const std::string path = object + "@" + name, what = name_ + ": " + path + ": cannot be read";
  if (H5Aexists(target, name.c_str()) <= 0) fail(path, "is missing");
  const H5Handle attribute(H5Aopen(target, name.c_str(), H5P_DEFAULT), H5Aclose, what);
  const H5Handle stored(H5Aget_type(attribute), H5Tclose, what),
      space(H5Aget_space(attribute), H5Sclose, what);
  if (H5Sget_simple_extent_npoints(space) != 1) fail(path, "is not a single value");
  const auto number = [&](auto value) {
    h5::require(H5Aread(attribute, h5::native<decltype(value)>(), &value), what);
    return H5Scalar(value);
  };
  switch (H5Tget_class(stored)) {
    case H5T_FLOAT:
      return number(double{});
    case H5T_INTEGER:
      return number(std::int64_t{});
    case H5T_STRING:
      return read_texts(stored, space, 1, what, [&](void* into) { return H5Aread(attribute, stored, into); })
          .front();
    default:
      fail(path, "is neither a number nor text");
  }
}

}  // namespace pont::experiments
