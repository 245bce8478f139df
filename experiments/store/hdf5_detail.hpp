// What making a file from a tree and a tree from a file share; the only header of ours that shows HDF5's own.
#pragma once
#include <hdf5.h>

#include <utility>

#include "experiments/store/hdf5_tree.hpp"

namespace pont::store::h5 {

static_assert(std::is_same_v<hid_t, std::int64_t> && std::is_same_v<herr_t, int>,
              "Handle assumes HDF5 >= 1.10");

/// Owner of one HDF5 identifier.
class Handle final {
 public:
  using Close = herr_t (*)(hid_t);
  /// Fails as require() does if the identifier says that HDF5 failed.
  Handle(hid_t id, Close close, const std::string& what);
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const { return id_; }

 private:
  hid_t id_;
  Close close_;
};

/// If an HDF5 call failed, throws std::bad_alloc where HDF5 says that memory did, else DataError with `what`.
void require(herr_t status, const std::string& what);

/// Access in the core driver, nothing written to disk; HDF5's own error printing and plug-ins are switched
/// off. `expected`: bytes that the file may become, for which memory is then taken at once.
Handle core_access(std::size_t expected = 0);

/// HDF5 looks for a file of the name that it is given even where it shall not be on a disk: there is none of
/// this name.
inline constexpr const char* name_in_memory = "/dev/null/pont";

/// HDF5's type in memory of the elements of a tree.
Handle memory_type(const Type&);

/// What encoded() and decoded() do, here and now. Not thread-safe: Debian's serial HDF5 is not.
std::vector<std::byte> image_of(const Tree&);
Tree tree_of(std::span<const std::byte> image, const std::string& name);

}  // namespace pont::store::h5
