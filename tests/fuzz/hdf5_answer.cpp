// Any bytes as what the process that read an HDF5 file says of it: a file whose every part can be asked for,
// or a DataError.
#include <cstdint>
#include <span>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/hdf5_packing.hpp"
#include "tests/experiments/rooms.hpp"

namespace {

using namespace pont::experiments;

void ask(const H5Reader& reader, const std::string& path) {
  const auto attempt = [](auto question) {
    try {
      question();
    } catch (const DataError&) {
    }
  };
  attempt([&] { reader.read<double>(path); });
  attempt([&] { reader.read<std::int64_t>(path); });
  attempt([&] { reader.texts(path); });
  attempt([&] {
    for (const std::string& name : reader.attributes(path)) attempt([&] { reader.attribute(path, name); });
  });
  attempt([&] {
    for (const std::string& child : reader.children(path)) attempt([&] { ask(reader, path + "/" + child); });
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    ask(H5Reader(h5::unpacked(std::as_bytes(std::span(data, size)), "fuzz.h5"), "fuzz.h5"), "");
  } catch (const DataError&) {
  }
  return 0;
}
