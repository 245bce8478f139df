// A tree from a file: hard links only, and of what is not expected the reason why it is not read.
#include <algorithm>
#include <cstring>
#include <new>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"

namespace pont::store::h5 {
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

/// What a type of the file becomes in memory.
Type type_in_memory(hid_t stored) {
  const std::size_t size = H5Tget_size(stored);
  const auto rounded = [&](std::size_t least, std::size_t most) {
    std::size_t n = least;
    while (n < std::min(size, most)) n *= 2;
    return n;
  };
  switch (H5Tget_class(stored)) {
    case H5T_FLOAT:
      return {Kind::real, size, rounded(sizeof(float), sizeof(long double))};
    case H5T_INTEGER:
      if (size > sizeof(std::int64_t)) break;
      return {H5Tget_sign(stored) == H5T_SGN_2 ? Kind::integer : Kind::natural, size, rounded(1, 8)};
    case H5T_STRING:
      return {Kind::text, size, size};
    default:
      break;
  }
  return {Kind::other, size, 0};
}

/// Reads by `read(memory type, memory)`, which is H5Dread or H5Aread with the rest bound.
template <class Read>
std::vector<std::byte> elements(hid_t stored, hid_t space, std::size_t count, Type& type,
                                std::size_t most_bytes, const std::string& what, Read read) {
  if (type.kind != Kind::text || H5Tis_variable_str(stored) <= 0) {
    const Handle memory = memory_type(type);
    std::vector<std::byte> values(count * type.size);
    require(read(type.kind == Kind::text ? stored : hid_t(memory), values.data()), what);
    return values;
  }
  VariableTexts pointers(stored, space, count);
  require(read(stored, pointers.data()), what);
  const std::vector<std::string> texts = pointers.copy();
  type.size = 1;
  for (const std::string& text : texts) type.size = std::max(type.size, text.size());
  if (count > 0 && type.size > most_bytes / count)
    throw config::DataError("has texts of very different lengths");
  std::vector<std::byte> values(count * type.size);
  for (std::size_t i = 0; i < count; ++i)
    std::memcpy(values.data() + i * type.size, texts[i].data(), texts[i].size());
  return values;
}

/// Plug-ins are never loaded, so a filter is there if it is HDF5's own.
void refuse_missing_filters(hid_t creation) {
  static const std::map<int, std::string> names{{307, "bzip2"},  {32000, "lzf"},        {32001, "blosc"},
                                                {32004, "lz4"},  {32008, "bitshuffle"}, {32013, "zfp"},
                                                {32015, "zstd"}, {32026, "blosc2"}};
  for (int i = 0; i < H5Pget_nfilters(creation); ++i) {
    unsigned flags = 0, setting = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter =
        H5Pget_filter2(creation, static_cast<unsigned>(i), &flags, &values, nullptr, 0, nullptr, &setting);
    if (filter < 0 || H5Zfilter_avail(filter) > 0) continue;
    const auto name = names.find(filter);
    throw config::DataError(
        "is packed by the filter " + (name == names.end() ? "" : name->second + ", number ") +
        std::to_string(filter) +
        ", which is not there; write it again with gzip: compression='gzip' in h5py, or h5repack -f "
        "GZIP=4 where that knows the filter");
  }
}

/// Walks a file once. It ends on any bytes: objects are counted, which takes care of groups that hold
/// themselves, and so is what they ask for.
class Walk final {
 public:
  Walk(hid_t file, std::size_t image_size)
      : file_(file), left_(image_size / least), bytes_(image_size * best) {}

  Tree tree() {
    Object& root = tree_["/"];
    const Handle group(H5Oopen(file_, "/", H5P_DEFAULT), H5Oclose, "HDF5 cannot open its root");
    attributes(group, root);
    members(group, "/", root);
    return std::move(tree_);
  }

 private:
  static constexpr std::size_t least = 24;   // bytes of a file that the smallest object takes
  static constexpr std::size_t best = 1032;  // the best that deflate can do
  static constexpr int deepest = 100;

  /// Says in the object what went wrong with it; the others can be read.
  template <class Read>
  static void guarded(std::string& refused, Read read) {
    try {
      read();
    } catch (const config::DataError& e) {
      refused = e.what();
    }
  }

  void members(hid_t group, const std::string& path, Object& o) {
    std::vector<std::string> names;
    const auto collect = [](hid_t, const char* name, const H5L_info_t*, void* into) {
      static_cast<std::vector<std::string>*>(into)->emplace_back(name);
      return herr_t{0};
    };
    guarded(o.refused, [&] {
      require(H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names), "cannot be listed");
    });
    for (const std::string& name : names) member(group, name, path == "/" ? "/" + name : path + "/" + name);
  }

  void member(hid_t group, const std::string& name, const std::string& path) {
    if (left_ == 0 || std::count(path.begin(), path.end(), '/') > deepest)
      throw config::DataError("its groups hold more than a file of this size can hold");
    --left_;
    Object& o = tree_[path];
    H5L_info_t link;
    guarded(o.refused, [&] {
      require(H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT), "HDF5 cannot read this link");
      o.is = Object::Is::link;
      if (link.type != H5L_TYPE_HARD)
        throw config::DataError("is a soft or external link; expected the object itself");
      const Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose,
                          "HDF5 cannot open this object");
      o.is = H5Iget_type(object) == H5I_GROUP ? Object::Is::group : Object::Is::data_set;
      attributes(object, o);
      if (o.is == Object::Is::group)
        members(object, path, o);
      else if (H5Iget_type(object) != H5I_DATASET)
        throw config::DataError("is not a data set");
      else
        values(object, o);
    });
  }

  void values(hid_t set, Object& o) {
    const Handle list(H5Dget_create_plist(set), H5Pclose, "HDF5 cannot read its layout");
    refuse_missing_filters(list);
    if (H5Pget_layout(list) == H5D_VIRTUAL || H5Pget_external_count(list) > 0)
      throw config::DataError("has its values in other files");
    const Handle space(H5Dget_space(set), H5Sclose, "HDF5 cannot read its shape");
    const Handle stored(H5Dget_type(set), H5Tclose, "HDF5 cannot read its type");
    if (H5Sget_simple_extent_type(space) == H5S_NULL)
      throw config::DataError("holds no values (a null data space)");
    hsize_t sizes[H5S_MAX_RANK];
    const int rank = H5Sget_simple_extent_dims(space, sizes, nullptr);
    require(rank, "HDF5 cannot read its shape");
    o.shape.assign(sizes, sizes + rank);
    o.type = type_in_memory(stored);
    if (o.type.kind == Kind::other) return;
    const std::size_t count = count_of(o);
    o.values = elements(stored, space, count, o.type, bytes_, "cannot be read", [&](hid_t type, void* into) {
      return H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, into);
    });
  }

  std::size_t count_of(const Object& o) {
    std::size_t count = 1, bytes = 0;
    bool overflow = false;
    for (const std::size_t size : o.shape) overflow = __builtin_mul_overflow(count, size, &count) || overflow;
    overflow = __builtin_mul_overflow(count, std::max(o.type.size, o.type.stored), &bytes) || overflow;
    if (overflow || bytes > bytes_)
      throw config::DataError("declares more elements than a file of this size can hold");
    bytes_ -= bytes;
    return count;
  }

  void attributes(hid_t object, Object& o) {
    std::vector<std::string> names;
    const auto collect = [](hid_t, const char* name, const H5A_info_t*, void* into) {
      static_cast<std::vector<std::string>*>(into)->emplace_back(name);
      return herr_t{0};
    };
    require(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, collect, &names),
            "HDF5 cannot list its attributes");
    for (const std::string& name : names) {
      Attribute& a = o.attributes[name];
      guarded(a.refused, [&] { a.value = attribute(object, name); });
    }
  }

  H5Scalar attribute(hid_t object, const std::string& name) const {
    const std::string what = "cannot be read";
    const Handle a(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, what);
    const Handle stored(H5Aget_type(a), H5Tclose, what), space(H5Aget_space(a), H5Sclose, what);
    if (H5Sget_simple_extent_npoints(space) != 1) throw config::DataError("is not a single value");
    Type type = type_in_memory(stored);
    const auto read = [&](hid_t memory, void* into) { return H5Aread(a, memory, into); };
    const auto number = [&](auto value, hid_t memory) {
      require(read(memory, &value), what);
      return H5Scalar(value);
    };
    if (type.kind == Kind::real) return number(double{}, H5T_NATIVE_DOUBLE);
    if (type.kind == Kind::integer || type.kind == Kind::natural)
      return number(std::int64_t{}, H5T_NATIVE_INT64);
    if (type.kind == Kind::other || type.stored > bytes_)
      throw config::DataError("is neither a number nor text");
    const std::vector<std::byte> text = elements(stored, space, 1, type, bytes_, what, read);
    const auto* first = reinterpret_cast<const char*>(text.data());
    return std::string(first, std::find(first, first + text.size(), '\0'));
  }

  hid_t file_;
  std::size_t left_, bytes_;  // objects, and bytes of values, that the rest of the file may still hold
  Tree tree_;
};

}  // namespace

Tree tree_of(std::span<const std::byte> image, const std::string& name) try {
  const Handle access = core_access();
  // HDF5 copies the image; the const_cast only meets a signature that lacks const.
  require(H5Pset_file_image(access, const_cast<std::byte*>(image.data()), image.size()), "is empty");
  const Handle file(H5Fopen(name_in_memory, H5F_ACC_RDONLY, access), H5Fclose, "is not an HDF5 file");
  return Walk(file, image.size()).tree();
} catch (const config::DataError& e) {
  throw config::DataError(name + ": " + e.what());
} catch (const std::bad_alloc&) {
  throw config::DataError(
      name + ": HDF5 asks for more memory than there is: the file is damaged or forged, or memory is short");
}

}  // namespace pont::store::h5
