// Handles, failures, types and file access of HDF5.
#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"

namespace pont::store::h5 {
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

}  // namespace pont::store::h5
