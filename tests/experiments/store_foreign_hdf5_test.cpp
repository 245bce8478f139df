// HDF5 files that our writer never makes: links, storage elsewhere, huge shapes, groups that hold themselves.
#include <gtest/gtest.h>
#include <hdf5.h>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/hdf5_detail.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

h5::Handle file_in_memory(const std::string& name) {
  const h5::Handle access = h5::core_access();
  return {H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access), H5Fclose, "create"};
}

std::vector<std::byte> image_of(hid_t file) {
  H5Fflush(file, H5F_SCOPE_GLOBAL);
  std::vector<std::byte> image(static_cast<std::size_t>(H5Fget_file_image(file, nullptr, 0)));
  H5Fget_file_image(file, image.data(), image.size());
  return image;
}

// A file by hand in HDF5's own calls, with what our writer never makes.
std::vector<std::byte> foreign_image() {
  const h5::Handle file = file_in_memory("foreign");
  H5Lcreate_external("/etc/passwd", "/x", file, "external", H5P_DEFAULT, H5P_DEFAULT);
  H5Lcreate_soft("/number", file, "soft", H5P_DEFAULT, H5P_DEFAULT);
  const hsize_t huge[] = {hsize_t{1} << 40, hsize_t{1} << 30};
  const h5::Handle space(H5Screate_simple(2, huge, nullptr), H5Sclose, "space");
  const h5::Handle list(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "list");
  const hsize_t chunk[] = {16, 16};
  H5Pset_chunk(list, 2, chunk);
  h5::Handle(H5Dcreate2(file, "huge", H5T_NATIVE_DOUBLE, space, H5P_DEFAULT, list, H5P_DEFAULT), H5Dclose,
             "huge");
  const h5::Handle outside(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "list");
  H5Pset_external(outside, "/etc/passwd", 0, 8);
  const hsize_t one[] = {1};
  const h5::Handle single(H5Screate_simple(1, one, nullptr), H5Sclose, "space");
  h5::Handle(H5Dcreate2(file, "elsewhere", H5T_NATIVE_DOUBLE, single, H5P_DEFAULT, outside, H5P_DEFAULT),
             H5Dclose, "elsewhere");
  return image_of(file);
}

TEST(Hdf5, LinksAndStorageElsewhereAndHugeShapesAreRefused) {
  const H5Reader file(foreign_image(), "foreign.h5");
  const auto message = [&](const char* path) {
    return message_of<DataError>([&] { file.read<double>(path); });
  };
  EXPECT_CONTAINS(message("external"), "is a soft or external link");
  EXPECT_CONTAINS(message("soft"), "is a soft or external link");
  EXPECT_CONTAINS(message("external/below"), "is a soft or external link");
  EXPECT_CONTAINS(message("elsewhere"), "has its values in other files");
  EXPECT_CONTAINS(message("huge"), "declares more elements than a file of this size can hold");
}

// Groups may hold themselves, and so have members without end.
TEST(Hdf5, GroupsThatHoldThemselvesEnd) {
  const h5::Handle file = file_in_memory("endless");
  H5Lcreate_hard(file, "/", file, "again", H5P_DEFAULT, H5P_DEFAULT);
  EXPECT_TRUE(H5Reader(image_of(file), "endless.h5").is_group("again/again/again"));
  H5Lcreate_hard(file, "/", file, "once more", H5P_DEFAULT, H5P_DEFAULT);
  EXPECT_EQ(message_of<DataError>([&] { H5Reader(image_of(file), "endless.h5"); }),
            "endless.h5: its groups hold more than a file of this size can hold");
}

}  // namespace
}  // namespace pont::experiments
