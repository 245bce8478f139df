// Handles, types and file access common to the HDF5 writer and reader.
#include "experiments/store/hdf5.hpp"

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5_detail.hpp"

namespace pont::experiments {

H5Handle::H5Handle(std::int64_t id, Close close, const std::string& what) : id_(id), close_(close) {
  if (id < 0) throw DataError(what);
}

namespace h5 {

void require(herr_t status, const std::string& what) {
  if (status < 0) throw DataError(what);
}

H5Handle core_access() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
  H5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "HDF5 cannot create a property list");
  constexpr std::size_t increment = std::size_t{1} << 20;
  require(H5Pset_fapl_core(access, increment, /*backing_store=*/0), "HDF5 has no core driver");
  return access;
}

std::string unique_name() {
  static std::uint64_t count = 0;
  return "pont-in-memory-" + std::to_string(count++);
}

H5Handle text_type(std::size_t length) {
  H5Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "HDF5 cannot create a text type");
  require(H5Tset_size(type, std::max<std::size_t>(length, 1)), "HDF5 cannot set the length of a text");
  require(H5Tset_cset(type, H5T_CSET_UTF8), "HDF5 cannot set UTF-8");
  require(H5Tset_strpad(type, H5T_STR_NULLPAD), "HDF5 cannot set the padding of a text");
  return type;
}

std::vector<std::string> parts_of(const std::string& path) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace h5
}  // namespace pont::experiments
