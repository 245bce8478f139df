// Points from a data set of an HDF5 file.
#include <fmt/format.h>

#include <algorithm>

#include "experiments/config/error.hpp"
#include "experiments/data/point_files.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {
namespace {

/// The only data set at the root.
std::string only_dataset(const store::H5Reader& reader, const std::string& name) {
  std::vector<std::string> found;
  for (const std::string& child : reader.children("/"))
    if (!reader.is_group(child)) found.push_back(child);
  if (found.size() == 1) return found[0];
  throw config::DataError(fmt::format(
      "{0}: data sets at the root: {1}; expected one, or its name after a colon: {0}:{2}", name,
      found.empty() ? "none" : store::joined(found, ", "), found.empty() ? "GROUP/NAME" : found[0]));
}

/// Attributes that say what stored values mean.
class Packing {
 public:
  Packing(const store::H5Reader& reader, std::string path, std::string name)
      : reader_(reader), path_(std::move(path)), name_(std::move(name)), has_(reader.attributes(path_)) {}

  void unpack(std::vector<double>& values, std::size_t columns) const {
    refuse_unsigned();
    for (const char* fill : {"_FillValue", "missing_value"})
      if (has(fill)) refuse_missing(values, columns, fill);
    const double scale = has("scale_factor") ? number("scale_factor") : 1,
                 offset = has("add_offset") ? number("add_offset") : 0;
    if (!has("scale_factor") && !has("add_offset")) return;
    for (double& x : values) x = x * scale + offset;
  }

 private:
  bool has(const std::string& attribute) const {
    return std::find(has_.begin(), has_.end(), attribute) != has_.end();
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw config::DataError(name_ + ": " + path_ + what);
  }
  double number(const std::string& attribute) const {
    const store::H5Scalar value = reader_.attribute(path_, attribute);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    fail("@" + attribute + ": holds text; expected a number");
  }
  void refuse_missing(const std::vector<double>& values, std::size_t columns, const std::string& fill) const {
    const double missing = number(fill);
    const auto at = std::find(values.begin(), values.end(), missing);
    if (at == values.end()) return;
    const auto i = static_cast<std::size_t>(at - values.begin());
    fail(
        fmt::format(": point {}, coordinate {} (both from 0): is {}, which its attribute {} says is missing; "
                    "expected points without missing values",
                    i / columns, i % columns, *at, fill));
  }
  /// netCDF-3 has no unsigned integers, and marks signed ones so.
  void refuse_unsigned() const {
    if (has("_Unsigned"))
      fail("@_Unsigned: integers whose sign is to be read otherwise; expected numbers as they are");
  }

  const store::H5Reader& reader_;
  std::string path_, name_;
  std::vector<std::string> has_;
};

}  // namespace

PointTable read_hdf5(std::span<const std::byte> file, const std::string& name, const std::string& dataset) {
  const store::H5Reader reader(file, name);
  const std::string path = dataset.empty() ? only_dataset(reader, name) : dataset;
  const store::H5Shape shape = reader.shape(path);
  if (shape.empty() || shape.size() > 4 || shape[0] == 0 || shape.back() == 0)
    throw config::DataError(
        fmt::format("{}: {}: has shape {}; expected one to four axes, points first, and a point", name, path,
                    store::bracketed(shape)));
  std::vector<double> values = reader.read<double>(path);
  const std::size_t columns = values.size() / shape[0];
  Packing(reader, path, name).unpack(values, columns);
  const std::vector<ad::i64> axes(shape.begin(), shape.end());
  return table_of(ad::Tensor::of<double>(ad::Shape(axes), values));
}

}  // namespace pont::data
