// One file in memory each.
#include "tests/faults/external_hdf5.hpp"

#include <hdf5.h>

#include <functional>
#include <stdexcept>

namespace pont::faults {
namespace {

std::string file_with(const std::function<bool(hid_t file)>& fill) {
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_fapl_core(access, 4096, /*backing_store=*/0);
  const hid_t file = H5Fcreate("external", H5F_ACC_TRUNC, H5P_DEFAULT, access);
  if (file < 0 || !fill(file) || H5Fflush(file, H5F_SCOPE_LOCAL) < 0)
    throw std::runtime_error("HDF5 made no file");
  std::string image(static_cast<std::size_t>(H5Fget_file_image(file, nullptr, 0)), '\0');
  H5Fget_file_image(file, image.data(), image.size());
  H5Fclose(file);
  H5Pclose(access);
  return image;
}

}  // namespace

std::string with_external_link() {
  return file_with([](hid_t file) {
    return H5Lcreate_external("/etc/passwd.h5", "/points", file, "points", H5P_DEFAULT, H5P_DEFAULT) >= 0;
  });
}

std::string with_soft_link() {
  return file_with(
      [](hid_t file) { return H5Lcreate_soft("/points", file, "points", H5P_DEFAULT, H5P_DEFAULT) >= 0; });
}

std::string with_external_values() {
  return file_with([](hid_t file) {
    const hsize_t shape[] = {4, 2};
    const hid_t space = H5Screate_simple(2, shape, nullptr), layout = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_external(layout, "/etc/passwd", 0, 64);
    const hid_t set = H5Dcreate2(file, "points", H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, layout, H5P_DEFAULT);
    const bool made = set >= 0;
    H5Dclose(set);
    H5Pclose(layout);
    H5Sclose(space);
    return made;
  });
}

}  // namespace pont::faults
