// Points from a data set of an HDF5 file.
#include <fmt/format.h>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/joined.hpp"

namespace pont::experiments {
namespace {

/// The only data set at the root.
std::string only_dataset(const H5Reader& reader, const std::string& name) {
  std::vector<std::string> found;
  for (const std::string& child : reader.children("/"))
    if (!reader.is_group(child)) found.push_back(child);
  if (found.size() == 1) return found[0];
  throw DataError(
      fmt::format("{}: data sets at the root: {}; expected one, or its name after a colon: {}:NAME", name,
                  found.empty() ? "none" : joined(found, ", "), name));
}

}  // namespace

Points read_hdf5(std::span<const std::byte> file, const std::string& name, const std::string& dataset) {
  const H5Reader reader(file, name);
  const std::string path = dataset.empty() ? only_dataset(reader, name) : dataset;
  const H5Shape shape = reader.shape(path);
  const bool points = shape.size() == 1 || shape.size() == 2;
  if (!points || shape[0] == 0 || shape.back() == 0)
    throw DataError(fmt::format("{}: {}: has shape {}; expected one or two axes, points first, and a point",
                                name, path, bracketed(shape)));
  const std::vector<double> values = reader.read<double>(path);
  return Eigen::Map<const Points>(values.data(), static_cast<Eigen::Index>(shape[0]),
                                  static_cast<Eigen::Index>(values.size() / shape[0]));
}

}  // namespace pont::experiments
