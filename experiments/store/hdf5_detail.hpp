// What the HDF5 writer and reader share; the only header of ours that shows HDF5's own.
#pragma once
#include <hdf5.h>

#include "experiments/store/hdf5.hpp"

namespace pont::experiments::h5 {

static_assert(std::is_same_v<hid_t, std::int64_t> && std::is_same_v<herr_t, int>,
              "H5Handle assumes HDF5 >= 1.10");

/// HDF5's name in memory of an element type.
template <class T>
hid_t native();
template <>
inline hid_t native<float>() {
  return H5T_NATIVE_FLOAT;
}
template <>
inline hid_t native<double>() {
  return H5T_NATIVE_DOUBLE;
}
template <>
inline hid_t native<long double>() {
  return H5T_NATIVE_LDOUBLE;
}
template <>
inline hid_t native<std::int64_t>() {
  return H5T_NATIVE_INT64;
}
template <>
inline hid_t native<std::uint8_t>() {
  return H5T_NATIVE_UINT8;
}

/// Access in the core driver, nothing written to disk; HDF5's own error printing and plug-ins are switched
/// off.
H5Handle core_access();

/// A name no other file in memory has: HDF5 tells core files apart by name alone, and would hand out the
/// first one again.
std::string unique_name();

/// Fixed-length UTF-8, padded with NULs; a length of 0, which HDF5 does not know, becomes 1.
H5Handle text_type(std::size_t length);

/// A path without empty parts: "/a//b/" is {"a", "b"}.
std::vector<std::string> parts_of(const std::string& path);

/// Throws DataError with `what` if an HDF5 call failed.
void require(herr_t status, const std::string& what);

}  // namespace pont::experiments::h5
