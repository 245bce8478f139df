// What figures and reports of every experiment need: values of run.h5, drawing, and where a run came from.
#pragma once
#include <filesystem>
#include <string>

#include "experiments/figures/figure.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::experiments {

double read_scalar(const H5Reader& run, const std::string& path);
/// A data set of two dimensions.
Points read_points(const H5Reader& run, const std::string& path);
/// "value ± error" of the pair PATH, PATH_error that RunRecord::estimate wrote; "unknown" where there is
/// none.
std::string read_estimate(const H5Reader& run, const std::string& path);

/// render(), with its message on stderr.
void draw(const Figure& figure, const std::filesystem::path& directory, const std::string& name);

/// The end of every report.md: fingerprint, execution, configuration.
std::string provenance(const H5Reader& run);

}  // namespace pont::experiments
