// Points from files: one reader per format, each refusing what it doesn't expect.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "experiments/data/resize.hpp"

namespace pont::data {

/// How a table is read; the defaults leave nothing to a guess that could lose a row or make one up.
struct TableKeys final {
  std::string header = "automatic";            ///< of CSV: yes, no, or automatic: see is_header()
  std::string delimiter = ",", decimal = ".";  ///< of CSV
  std::vector<std::string> columns =
      {};                  ///< names of the header, or numbers from 1; empty: all but the label
  std::string label = "";  ///< a column that holds classes, no coordinate, by name or number; empty: none
  Fit fit = {};            ///< of pictures that are files of their own
};

/// Where points lie: "dir/points.h5:x/y" is the part "x/y" of the file "dir/points.h5", and
/// "dir/points.npz:x" the array "x" of "dir/points.npz".
struct PointPlace final {
  std::string file, part;
};
/// A colon elsewhere than behind .h5, .hdf5 or .npz belongs to the name.
PointPlace point_place(const std::string& path);
/// Whether the suffix is that of a format, and a file is there.
bool is_point_file(const std::string& path);

/// The bytes of the file of `path`; of a folder, those of an archive of its pictures. Throws DataError for a
/// name without a known suffix and for what is no regular file; IoError.
std::vector<std::byte> read_point_file(const std::string& path);
/// The suffix by which a copy of these bytes is read again: ".npy", ".zip" for a folder.
std::string copy_suffix(const std::string& path);
/// How many bytes lie in the file or folder of `path`; as many as there can be where nothing is there.
std::uintmax_t stored_bytes(const std::string& path);
/// The points in these bytes, all finite; the format goes by the suffix. One axis is read as d = 1. Throws
/// DataError "file: place: what is wrong; what was expected", also for keys that the format does not have.
PointTable parse_points(const std::string& path, std::span<const std::byte> bytes, const TableKeys& keys);
/// Both, with the defaults of the keys. HDF5 files with more than one data set at their root need its name.
metrics::Points read_points(const std::string& path);

/// The formats. `name` stands in messages.
///
/// NPY: versions 1 and 2, bytes, integers and real numbers of any size in C or Fortran order, one to four
/// axes (NumPy Enhancement Proposal 1).
PointTable read_npy(std::span<const std::byte> file, const std::string& name);
/// CSV: one point per line, numbers between delimiters, as many on each line; blank lines and lines that
/// start with # are skipped, fields may stand in double quotes. Other columns than the chosen may hold
/// anything.
PointTable read_csv(std::span<const std::byte> file, const std::string& name, const TableKeys& keys = {});
/// HDF5: a data set of numbers with one to four axes; `dataset` may be empty if the root has only one.
/// The attributes scale_factor and add_offset are applied; a value that is _FillValue or missing_value is
/// refused (netCDF conventions, CF 8.1 and 2.5.1).
PointTable read_hdf5(std::span<const std::byte> file, const std::string& name, const std::string& dataset);

}  // namespace pont::data
