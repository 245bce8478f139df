// Any bytes as an HDF5 file of points, the data set found or named: points, or a DataError.
#include <cstdint>
#include <span>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"
#include "tests/experiments/rooms.hpp"

/// As malloc without a sanitizer does where a forged size asks for 10^18 bytes.
extern "C" const char* __asan_default_options() { return "allocator_may_return_null=1"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pont::experiments;
  for (const char* name : {"", "group/points"}) try {
      read_hdf5(std::as_bytes(std::span(data, size)), "fuzz.h5", name);
    } catch (const DataError&) {
    }
  return 0;
}
