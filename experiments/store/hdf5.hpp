// HDF5 files in memory: a writer that yields an image, a reader that takes one; HDF5 itself never touches the
// disk.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pont::experiments {

// Not thread-safe: Debian's serial HDF5 is not. One thread at a time may use any of this.
//
// Paths are "group/subgroup/name"; a leading '/' is allowed, "/" is the root. Element types are float,
// double, std::int64_t and std::uint8_t. Text is stored as fixed-length UTF-8 (h5py:
// f["config"][()].decode()).

/// Owner of one HDF5 identifier.
class H5Handle final {
 public:
  using Close = int (*)(std::int64_t);
  H5Handle() = default;
  /// Throws DataError with `what` if the identifier says that HDF5 failed.
  H5Handle(std::int64_t id, Close close, const std::string& what);
  H5Handle(H5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  H5Handle& operator=(H5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~H5Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator std::int64_t() const { return id_; }

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

/// The value of an attribute.
using H5Scalar = std::variant<double, std::int64_t, std::string>;
using H5Shape = std::vector<std::size_t>;

/// Builds a file in memory. The image is a function of the calls made: no times, no addresses, no host in it.
/// Data sets are contiguous. Writing to a path that exists throws DataError.
class H5Writer final {
 public:
  H5Writer();
  /// Row-major values of the given shape; {} is a scalar. Groups on the way are created.
  template <class T>
  void write(const std::string& path, std::span<const T> values, const H5Shape& shape);
  /// Text may not hold a NUL.
  void write_text(const std::string& path, const std::string& text);
  void write_texts(const std::string& path, const std::vector<std::string>& texts);
  void group(const std::string& path);
  /// Puts an attribute on a group or data set that exists; text of at most 60 kB.
  void attribute(const std::string& object, const std::string& name, const H5Scalar& value);
  std::vector<std::byte> image() const;

 private:
  void write_fixed(const std::string& path, std::span<const std::string> texts, const H5Shape& shape);
  H5Handle file_;
};

/// Reads an image. Everything that is missing or of another kind throws DataError naming the path. Only hard
/// links are followed: soft, external and user-defined links, external and virtual storage, and filter
/// plug-ins are refused. For images that load_checked() has verified: on hostile bytes HDF5 1.10 itself is
/// not safe.
class H5Reader final {
 public:
  /// `name` is what error messages call the file.
  H5Reader(std::span<const std::byte> image, std::string name);

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
  /// The elements of a numeric data set exactly as they are stored.
  std::vector<std::byte> raw(const std::string& path) const;

  std::vector<std::string> attributes(const std::string& object) const;
  H5Scalar attribute(const std::string& object, const std::string& name) const;

 private:
  [[noreturn]] void fail(const std::string& path, const std::string& what) const;
  H5Handle open(const std::string& path) const;
  H5Handle dataset(const std::string& path) const;
  std::size_t count_of(const std::string& path, std::size_t element_size) const;
  std::vector<std::byte> bytes_of(const std::string& path, std::int64_t memory_type) const;

  std::string name_;
  std::size_t image_size_;
  H5Handle file_;
};

}  // namespace pont::experiments
