// Chooses the reader by suffix and checks what all formats have in common.
#include "experiments/data/point_files.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <limits>

#include "experiments/config/error.hpp"
#include "experiments/data/archive.hpp"
#include "experiments/data/columns.hpp"
#include "experiments/data/image_files.hpp"
#include "experiments/data/pictures.hpp"
#include "experiments/store/file.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::byte>;

/// The columns that the keys choose, of a table without a header: columns have numbers alone.
PointTable by_number(PointTable all, const TableKeys& keys, const std::string& name) {
  const TableKeys defaults;
  if (keys.header != defaults.header || keys.delimiter != defaults.delimiter ||
      keys.decimal != defaults.decimal)
    throw config::DataError(
        name + ": has neither header, delimiter nor decimal sign; expected these keys with .csv");
  if (keys.columns.empty() && keys.label.empty()) return all;
  const TableColumns columns{static_cast<std::size_t>(all.dimension()), {}};
  const std::vector<std::size_t> taken = coordinates(keys, columns, name);
  const metrics::Points points = all.points();
  PointTable table = table_of(points(Eigen::all, taken));
  table.columns.clear();
  for (const std::size_t i : taken) table.columns.push_back(columns.shown(i));
  if (const auto label = label_column(keys, columns, name)) {
    std::vector<std::string> labels;
    for (const double x : points.col(static_cast<Eigen::Index>(*label)))
      labels.push_back(fmt::format("{}", x));
    set_labels(table, labels);
  }
  return table;
}

/// The only array of an .npz archive, or the one that is named.
PointTable read_npz(Bytes file, const PointPlace& place) {
  const std::vector<Member> members = unpacked(file, place.file);
  std::vector<std::string> names;
  for (const Member& m : members) {
    const std::string name = m.name.substr(0, m.name.rfind(".npy"));
    if (name == place.part || (place.part.empty() && members.size() == 1))
      return read_npy(m.bytes, place.file + ": " + m.name);
    names.push_back(name);
  }
  throw config::DataError(
      fmt::format("{0}: holds the arrays {1}; expected the name of one after a colon: {0}:{2}", place.file,
                  store::joined(names, ", "), names.empty() ? "NAME" : names[0]));
}

struct Format {
  std::vector<std::string> suffixes;  ///< the first one is that of copies
  std::function<PointTable(Bytes, const PointPlace&, const TableKeys&)> read;
};

const std::vector<Format>& formats() {
  static const auto plain = [](auto read) {
    return [read](Bytes b, const PointPlace& p, const TableKeys& keys) {
      return by_number(read(b, p), keys, p.file);
    };
  };
  static const auto csv = [](Bytes b, const PointPlace& p, const TableKeys& keys) {
    return read_csv(b, p.file, keys);
  };
  static const auto pictures = [](Bytes b, const PointPlace& p, const TableKeys& keys) {
    return by_number(picture_table(unpacked(b, p.file), p.file, keys.fit), keys, p.file);
  };
  static const std::vector<Format> rows{
      {{".npy"}, plain([](Bytes b, const PointPlace& p) { return read_npy(b, p.file); })},
      {{".csv"}, csv},
      {{".h5", ".hdf5"}, plain([](Bytes b, const PointPlace& p) { return read_hdf5(b, p.file, p.part); })},
      {{".npz"}, plain(read_npz)},
      {{".idx", "-ubyte"}, plain([](Bytes b, const PointPlace& p) { return read_idx(b, p.file); })},
      {{".idx.gz", "-ubyte.gz"}, plain([](Bytes b, const PointPlace& p) {
         return read_idx(gunzipped({b.begin(), b.end()}, p.file), p.file);
       })},
      {{".bin"}, plain([](Bytes b, const PointPlace& p) { return read_cifar(b, p.file); })},
      {{".zip"}, pictures},
  };
  return rows;
}

/// A folder is read as an archive of its pictures.
bool is_folder(const std::string& file) {
  std::error_code ignored;
  return fs::is_directory(file, ignored);
}

const Format* find_format(const std::string& file) {
  const std::string name = is_folder(file) ? ".zip" : file;
  for (const Format& format : formats())
    for (const std::string& suffix : format.suffixes)
      if (name.ends_with(suffix)) return &format;
  return nullptr;
}

const Format& format_of(const std::string& file) {
  if (const Format* format = find_format(file)) return *format;
  std::vector<std::string> all;
  for (const Format& format : formats())
    all.insert(all.end(), format.suffixes.begin(), format.suffixes.end());
  throw config::DataError(
      fmt::format("{}: the suffix names no known format; expected {}, or a folder of pictures", file,
                  store::joined(all, ", ")));
}

void require_finite(const PointTable& table, const std::string& path) {
  if (table.values->dtype() == ad::Dtype::u8) return;
  for (ad::i64 i = 0; i < table.rows(); ++i)
    for (ad::i64 j = 0; j < table.dimension(); ++j)
      if (const double x = table(i, j); !std::isfinite(x))
        throw config::DataError(fmt::format(
            "{}: point {}, coordinate {} (both from 0): is {}; expected a finite number", path, i, j, x));
}

}  // namespace

PointPlace point_place(const std::string& path) {
  for (const std::string mark : {".h5:", ".hdf5:", ".npz:"})
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

// Weights that a network starts from are kept, copied and checked as points are.
constexpr const char* weights_suffix = ".safetensors";

std::vector<std::byte> read_point_file(const std::string& path) {
  const std::string file = point_place(path).file;
  if (!file.ends_with(weights_suffix)) format_of(file);
  if (is_folder(file)) return packed_folder(file, picture_suffixes());
  std::error_code error;  // a name that is not there, or whose links lead nowhere, fails in open_to_read
  if (fs::exists(file, error) && !fs::is_regular_file(file, error))
    throw config::DataError(file + ": is no regular file (a pipe or device); expected a file of points");
  return store::File::open_to_read(file).read_rest();
}

std::string copy_suffix(const std::string& path) {
  const std::string file = point_place(path).file;
  const Format* format = find_format(file);
  return format ? format->suffixes.front() : fs::path(file).extension().string();
}

std::uintmax_t stored_bytes(const std::string& path) {
  const std::string file = point_place(path).file;
  std::error_code absent;
  if (!is_folder(file)) {
    const std::uintmax_t size = fs::file_size(file, absent);
    return absent ? std::numeric_limits<std::uintmax_t>::max() : size;
  }
  std::uintmax_t sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(file, absent))
    if (entry.is_regular_file(absent)) sum += entry.file_size(absent);
  return sum;
}

PointTable parse_points(const std::string& path, Bytes bytes, const TableKeys& keys) {
  const PointPlace place = point_place(path);
  PointTable table = format_of(place.file).read(bytes, place, keys);
  require_finite(table, path);
  return table;
}

metrics::Points read_points(const std::string& path) {
  return parse_points(path, read_point_file(path), {}).points();
}

}  // namespace pont::data
