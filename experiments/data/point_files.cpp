// Chooses the reader by suffix and checks what all formats have in common.
#include "experiments/data/point_files.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>

#include "experiments/config/error.hpp"
#include "experiments/data/columns.hpp"
#include "experiments/store/file.hpp"

namespace pont::data {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::byte>;

/// A table without a header: columns have numbers alone.
PointTable by_number(const metrics::Points& points, const TableKeys& keys, const std::string& name) {
  const TableKeys defaults;
  if (keys.header != defaults.header || keys.delimiter != defaults.delimiter ||
      keys.decimal != defaults.decimal)
    throw config::DataError(
        name + ": has neither header, delimiter nor decimal sign; expected these keys with .csv");
  const TableColumns all{static_cast<std::size_t>(points.cols()), {}};
  const std::vector<std::size_t> taken = coordinates(keys, all, name);
  PointTable table{points(Eigen::all, taken), {}};
  for (const std::size_t i : taken) table.columns.push_back(all.shown(i));
  return table;
}

struct Format {
  std::string suffix;
  std::function<PointTable(Bytes, const PointPlace&, const TableKeys&)> read;
};

const std::vector<Format>& formats() {
  static const auto npy = [](Bytes b, const PointPlace& p, const TableKeys& keys) {
    return by_number(read_npy(b, p.file), keys, p.file);
  };
  static const auto csv = [](Bytes b, const PointPlace& p, const TableKeys& keys) {
    return read_csv(b, p.file, keys);
  };
  static const auto hdf5 = [](Bytes b, const PointPlace& p, const TableKeys& keys) {
    return by_number(read_hdf5(b, p.file, p.part), keys, p.file);
  };
  static const std::vector<Format> rows{{".npy", npy}, {".csv", csv}, {".h5", hdf5}, {".hdf5", hdf5}};
  return rows;
}

const Format* find_format(const std::string& file) {
  for (const Format& format : formats())
    if (file.ends_with(format.suffix)) return &format;
  return nullptr;
}

const Format& format_of(const std::string& file) {
  if (const Format* format = find_format(file)) return *format;
  throw config::DataError(
      fmt::format("{}: the suffix names no known format; expected .npy, .csv, .h5 or .hdf5", file));
}

void require_finite(const metrics::Points& points, const std::string& path) {
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    for (Eigen::Index j = 0; j < points.cols(); ++j)
      if (!std::isfinite(points(i, j)))
        throw config::DataError(
            fmt::format("{}: point {}, coordinate {} (both from 0): is {}; expected a finite number", path, i,
                        j, points(i, j)));
}

}  // namespace

PointPlace point_place(const std::string& path) {
  for (const std::string mark : {".h5:", ".hdf5:"})
    if (const auto at = path.find(mark); at != std::string::npos) {
      const auto colon = at + mark.size() - 1;
      return {path.substr(0, colon), path.substr(colon + 1)};
    }
  return {path, ""};
}

bool is_point_file(const std::string& path) {
  const std::string file = point_place(path).file;
  std::error_code ignored;
  return find_format(file) && fs::is_regular_file(file, ignored);
}

std::vector<std::byte> read_point_file(const std::string& path) {
  const std::string file = point_place(path).file;
  format_of(file);
  std::error_code error;  // a name that is not there, or whose links lead nowhere, fails in open_to_read
  if (fs::exists(file, error) && !fs::is_regular_file(file, error))
    throw config::DataError(file +
                            ": is no regular file (a directory, pipe or device); expected a file of points");
  return store::File::open_to_read(file).read_rest();
}

PointTable parse_points(const std::string& path, Bytes bytes, const TableKeys& keys) {
  const PointPlace place = point_place(path);
  PointTable table = format_of(place.file).read(bytes, place, keys);
  require_finite(table.points, path);
  return table;
}

metrics::Points read_points(const std::string& path) {
  return parse_points(path, read_point_file(path), {}).points;
}

}  // namespace pont::data
