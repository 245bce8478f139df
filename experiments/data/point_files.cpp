// Chooses the reader by suffix and checks what all formats have in common.
#include "experiments/data/point_files.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <vector>

#include "experiments/config/error.hpp"
#include "experiments/store/file.hpp"

namespace pont::experiments {
namespace {

using Bytes = std::span<const std::byte>;

struct Format {
  std::string suffix;
  std::function<Points(Bytes, const std::string& name, const std::string& part)> read;
};

const std::vector<Format>& formats() {
  static const auto npy = [](Bytes b, const std::string& name, const std::string&) {
    return read_npy(b, name);
  };
  static const auto csv = [](Bytes b, const std::string& name, const std::string&) {
    return read_csv(b, name);
  };
  static const std::vector<Format> rows{
      {".npy", npy}, {".csv", csv}, {".h5", read_hdf5}, {".hdf5", read_hdf5}};
  return rows;
}

struct Place {
  std::string file, part;
};

/// "dir/points.h5:x/y" is the part "x/y" of the file "dir/points.h5"; a colon elsewhere belongs to the name.
Place split(const std::string& path) {
  for (const std::string mark : {".h5:", ".hdf5:"})
    if (const auto at = path.find(mark); at != std::string::npos) {
      const auto colon = at + mark.size() - 1;
      return {path.substr(0, colon), path.substr(colon + 1)};
    }
  return {path, ""};
}

const Format& format_of(const std::string& file) {
  for (const Format& format : formats())
    if (file.ends_with(format.suffix)) return format;
  throw DataError(
      fmt::format("{}: the suffix names no known format; expected .npy, .csv, .h5 or .hdf5", file));
}

void require_finite(const Points& points, const std::string& path) {
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    for (Eigen::Index j = 0; j < points.cols(); ++j)
      if (!std::isfinite(points(i, j)))
        throw DataError(
            fmt::format("{}: point {}, coordinate {} (both from 0): is {}; expected a finite number", path, i,
                        j, points(i, j)));
}

}  // namespace

Points read_points(const std::string& path) {
  const Place place = split(path);
  const Format& format = format_of(place.file);
  if (std::filesystem::exists(place.file) && !std::filesystem::is_regular_file(place.file))
    throw DataError(place.file + ": is no regular file; expected a file of points");
  const std::vector<std::byte> bytes = File::open_to_read(place.file).read_rest();
  const Points points = format.read(bytes, place.file, place.part);
  require_finite(points, path);
  return points;
}

}  // namespace pont::experiments
