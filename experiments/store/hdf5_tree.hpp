// What an HDF5 file holds, as plain values: the writer makes it, the reader asks it, and HDF5 is called only
// where it becomes a file or comes from one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace pont::store {

/// The value of an attribute.
using H5Scalar = std::variant<double, std::int64_t, std::string>;
using H5Shape = std::vector<std::size_t>;

namespace h5 {

/// Kinds of element; `other` has no values here.
enum class Kind : std::uint8_t { real, integer, natural, text, other };

struct Type {
  Kind kind = Kind::other;
  std::size_t stored = 0;  ///< bytes of an element in the file
  std::size_t size = 0;  ///< bytes of an element here: float, double, long double, (u)int8 to (u)int64, or a
                         ///< text padded with NULs
};

struct Attribute {
  H5Scalar value;
  std::string refused;  ///< why there is no value; empty if there is one
};

/// A member of a group, or the root. Links are not followed.
struct Object {
  enum class Is : std::uint8_t { group, data_set, link };
  Is is = Is::group;
  Type type;
  H5Shape shape;
  std::vector<std::byte> values;  ///< row-major, in the machine's byte order
  std::string refused;            ///< why there are no values; empty if there are
  std::map<std::string, Attribute> attributes;
};

/// By path: "/" is the root, "/group/name" a data set; so parents stand before their children.
using Tree = std::map<std::string, Object>;

/// A path as Tree has it: "a//b/" is "/a/b".
std::string full_path(const std::string& path);
/// Where the group lies that holds it; the root's is the root.
std::string parent_of(const std::string& full_path);

/// The object `path` and all below it, with the groups above it; empty where there is none.
Tree subtree(const Tree&, const std::string& path);
/// The tree without the object `path` and all below it.
Tree without(Tree, const std::string& path);

/// Of the library, as "1.10.8": HDF5 ends a program that was compiled for another one.
std::string version();

/// The bytes of a file with this content, and nothing else: no times, addresses or names of hosts. Data sets
/// are contiguous. Throws std::bad_alloc or IoError if memory or processes are short; HDF5 itself does not
/// always survive that, and so works in a process of its own.
std::vector<std::byte> encoded(const Tree&);

/// The content of a file of any origin, read in a process of its own: HDF5 1.10 is not safe on forged bytes.
/// What cannot be read of it is said in `refused`. Throws DataError if it is no HDF5 file, or HDF5 breaks
/// down on it, where `name` stands for the file.
Tree decoded(std::span<const std::byte> image, const std::string& name);

/// A file in memory, and what messages call it.
struct NamedImage final {
  std::vector<std::byte> image;
  std::string name;
};

/// All of them by one process, which for small files takes a third of the time. What is wrong with one of
/// them is thrown as decoded() does; which others are sound is then not known.
std::vector<Tree> decoded_together(std::span<const NamedImage> images);

}  // namespace h5
}  // namespace pont::store
