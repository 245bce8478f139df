// Any bytes as a NumPy file of points: points, or a DataError.
#include <cstdint>
#include <span>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"
#include "tests/experiments/rooms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    pont::experiments::read_npy(std::as_bytes(std::span(data, size)), "fuzz.npy");
  } catch (const pont::experiments::DataError&) {
  }
  return 0;
}
