// Points from files: one reader per format, each refusing what it doesn't expect.
#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "experiments/metrics/points.hpp"

namespace pont::experiments {

/// The points in a file, [n, d], all finite; the format goes by the suffix: .npy, .csv, or .h5 and .hdf5,
/// where "points.h5:group/name" names the data set (needed if the file has more than one at its root). One
/// axis is read as d = 1. Throws IoError if it cannot be read, and DataError "file: place: what is wrong;
/// what was expected".
Points read_points(const std::string& path);

/// The formats. `name` stands in messages.
///
/// NPY: versions 1 and 2, '<f4' or '<f8', C order, one or two axes (NumPy Enhancement Proposal 1).
Points read_npy(std::span<const std::byte> file, const std::string& name);
/// CSV: one point per line, numbers between commas, as many on each line; blank lines and lines that start
/// with # are skipped; the first line may hold names instead.
Points read_csv(std::span<const std::byte> file, const std::string& name);
/// HDF5: a data set of numbers with one or two axes; `dataset` may be empty if the root has only one.
Points read_hdf5(std::span<const std::byte> file, const std::string& name, const std::string& dataset);

}  // namespace pont::experiments
