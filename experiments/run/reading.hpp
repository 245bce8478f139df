// What figures and reports of every experiment need: values of run.h5, drawing, and where a run came from.
#pragma once
#include <filesystem>
#include <string>

#include "experiments/figures/figure.hpp"
#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/figures/render.hpp"
#include "experiments/metrics/points.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::run {

double read_scalar(const store::H5Reader& run, const std::string& path);
/// A data set of two dimensions.
metrics::Points read_points(const store::H5Reader& run, const std::string& path);
/// Entry i of a data set of three dimensions.
metrics::Points read_points(const store::H5Reader& run, const std::string& path, std::size_t i);
/// "value ± error" of the pair PATH, PATH_error that RunRecord::estimate wrote; "unknown" where there is
/// none.
std::string read_estimate(const store::H5Reader& run, const std::string& path);

/// The training loss against the step, as means over blocks, so that a curve of 10^5 noisy values shows its
/// course.
figures::Curve loss_curve(const store::H5Reader& run);

/// States of a direction ("backward", or "forward") of a chain between `data` and `prior`, from its start to
/// its end, and data of the law at that end.
figures::Figure state_figure(const store::H5Reader& run, const std::string& direction);

/// render(), with its message on stderr.
void draw(const figures::Figure& figure, const figures::Folder& folder, const std::string& name);

/// The members of a group, sorted; none if there is no such group.
std::vector<std::string> members(const store::H5Reader& run, const std::string& group);
/// The data sets below a group, by their paths from there, sorted; none if there is no such group.
std::vector<std::string> below(const store::H5Reader& run, const std::string& group);
/// What could not be measured, each with its reason; no rows if all could.
figures::Table failure_table(const store::H5Reader& run);

/// The end of every report.md: data files, fingerprint, execution, configuration.
std::string provenance(const store::H5Reader& run);

}  // namespace pont::run
