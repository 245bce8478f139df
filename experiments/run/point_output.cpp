// Points as CSV, NPY (NumPy Enhancement Proposal 1, version 1) and HDF5.
#include "experiments/run/point_output.hpp"

#include <fmt/format.h>

#include <iterator>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::run {
namespace {

std::size_t rows_in(const SampleRows& points) { return points.values.size() / points.columns; }

std::string csv(const SampleRows& points) {
  std::string text;
  for (std::size_t i = 0; i < points.values.size(); ++i)
    fmt::format_to(std::back_inserter(text), "{}{}", points.values[i],
                   (i + 1) % points.columns == 0 ? "\n" : ",");
  return text;
}

std::string npy(const SampleRows& points) {
  std::string header = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}, {}), }}",
                                   rows_in(points), points.columns);
  constexpr std::size_t before = 10, alignment = 64;  // magic, version and length; where the numbers begin
  header.resize((before + header.size() + alignment) / alignment * alignment - before - 1, ' ');
  header += '\n';
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(header.size() & 255);
  file += static_cast<char>(header.size() >> 8);
  return file + header +
         std::string(reinterpret_cast<const char*>(points.values.data()),
                     points.values.size() * sizeof(double));
}

std::string hdf5(const SampleRows& points) {
  store::H5Writer file;
  file.write<double>("points", points.values, {rows_in(points), points.columns});
  const std::vector<std::byte> image = file.image();
  return {reinterpret_cast<const char*>(image.data()), image.size()};
}

}  // namespace

PointWriter point_writer(const std::string& name) {
  for (const auto& [ending, writer] :
       {std::pair<const char*, PointWriter>{".csv", csv}, {".npy", npy}, {".h5", hdf5}})
    if (name.ends_with(ending)) return writer;
  throw config::ConfigError(
      fmt::format("--out: got {}; expected a name that ends with .csv, .npy or .h5", name));
}

}  // namespace pont::run
