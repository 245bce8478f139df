// Any bytes as an IDX file of images, plain: images, or a DataError.
#include <cstdint>
#include <span>
#include <vector>

#include "experiments/config/error.hpp"
#include "experiments/data/image_files.hpp"
#include "tests/experiments/rooms.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  try {
    pont::experiments::read_idx(bytes, "fuzz.idx");
  } catch (const pont::experiments::DataError&) {
  }
  return 0;
}
