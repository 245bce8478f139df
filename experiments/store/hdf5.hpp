// HDF5 files in memory: a writer that yields an image, a reader that takes one; HDF5 itself never touches the
// disk.
#pragma once
#include "experiments/store/hdf5_tree.hpp"

namespace pont::store {

// Paths are "group/subgroup/name"; a leading '/' is allowed, "/" is the root. Element types are float,
// double, std::int64_t and std::uint8_t. Text is stored as fixed-length UTF-8 (h5py:
// f["config"][()].decode()).

/// Builds a file in memory. The image is a function of the content: no times, no addresses, no host in it.
/// Data sets are contiguous. Writing to a path that exists throws DataError.
class H5Writer final {
 public:
  /// Row-major values of the given shape; {} is a scalar. Groups on the way are created.
  template <class T>
  void write(const std::string& path, std::span<const T> values, const H5Shape& shape);
  /// Text may not hold a NUL.
  void write_text(const std::string& path, const std::string& text);
  void write_texts(const std::string& path, const std::vector<std::string>& texts);
  void group(const std::string& path);
  /// Puts an attribute on a group or data set that exists; text of at most 60 kB.
  void attribute(const std::string& object, const std::string& name, const H5Scalar& value);
  /// Takes over all that `other` holds, without copying values. Throws DataError if both hold a data set of
  /// one path.
  void adopt(h5::Tree other);
  const h5::Tree& content() const { return tree_; }
  /// Throws std::bad_alloc or IoError as h5::encoded() does.
  std::vector<std::byte> image() const { return h5::encoded(tree_); }

 private:
  void write_fixed(const std::string& path, std::span<const std::string> texts, const H5Shape& shape);
  void add(const std::string& path, const h5::Type&, const H5Shape&, std::span<const std::byte> values);
  void ensure_group(const std::string& full_path, const std::string& path);
  h5::Tree tree_{{"/", {}}};
};

/// Reads an image of any origin. Everything that is missing or of another kind throws DataError naming the
/// path. Only hard links are followed: soft, external and user-defined links, external and virtual storage,
/// and filter plug-ins are refused.
class H5Reader final {
 public:
  /// `name` is what error messages call the file. Throws as h5::decoded() does.
  H5Reader(std::span<const std::byte> image, std::string name);
  H5Reader(h5::Tree content, std::string name) : name_(std::move(name)), tree_(std::move(content)) {}

  bool exists(const std::string& path) const;
  bool is_group(const std::string& path) const;
  /// Names of the members of a group, sorted by their bytes.
  std::vector<std::string> children(const std::string& group) const;
  H5Shape shape(const std::string& path) const;
  /// "float32", "int64", "uint8", ..., or "text"; other types are "unsupported".
  std::string type(const std::string& path) const;

  /// T is float, double, long double, std::int64_t or std::uint8_t. Floating-point T takes any numbers; an
  /// integer T takes only integers of the same sign that always fit.
  template <class T>
  std::vector<T> read(const std::string& path) const;
  std::string text(const std::string& path) const;
  std::vector<std::string> texts(const std::string& path) const;
  /// The elements of a numeric data set as they are stored, in the machine's byte order.
  std::vector<std::byte> raw(const std::string& path) const;

  std::vector<std::string> attributes(const std::string& object) const;
  H5Scalar attribute(const std::string& object, const std::string& name) const;

  const h5::Tree& content() const { return tree_; }
  h5::Tree release() && { return std::move(tree_); }

 private:
  [[noreturn]] void fail(const std::string& path, const std::string& what) const;
  const h5::Object& object(const std::string& path) const;
  const h5::Object& data_set(const std::string& path) const;

  std::string name_;
  h5::Tree tree_;
};

}  // namespace pont::store
