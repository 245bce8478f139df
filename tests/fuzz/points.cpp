// Any bytes as a file of points, the first byte choosing the format: points, or a DataError.
#include <cstdint>
#include <functional>
#include <span>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pont::experiments;
  using Bytes = std::span<const std::byte>;
  static const std::function<void(Bytes)> readers[] = {
      [](Bytes b) { read_npy(b, "fuzz.npy"); }, [](Bytes b) { read_csv(b, "fuzz.csv"); },
      [](Bytes b) { read_hdf5(b, "fuzz.h5", ""); }, [](Bytes b) { read_hdf5(b, "fuzz.h5", "group/points"); }};
  if (size == 0) return 0;
  try {
    readers[data[0] % std::size(readers)](std::as_bytes(std::span(data + 1, size - 1)));
  } catch (const DataError&) {
  }
  return 0;
}
