// What a phase of a run adds to run.h5, and run.h5 as readers find it.
#pragma once
#include "experiments/metrics/points.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::run {

/// Data sets under construction, under the paths that they have in run.h5 (results/README.md).
class RunRecord final {
 public:
  void scalar(const std::string& path, double value);
  /// PATH and PATH_error.
  void estimate(const std::string& path, const metrics::Estimate&);
  void points(const std::string& path, const metrics::Points&);
  void array(const std::string& path, std::span<const double> values, const store::H5Shape& shape);
  void floats(const std::string& path, std::span<const float> values);
  /// Wall-clock seconds of a phase, under /clock: the only numbers that differ between equal runs.
  void seconds(const std::string& phase, double value);
  /// For what has a writer of its own.
  store::H5Writer& file() { return file_; }

 private:
  store::H5Writer file_;
};

/// Points as samples of an experiment.
SampleRows rows_of(const metrics::Points&);

/// The content of run.h5. Throws as load_checked() and H5Reader do.
store::H5Reader read_run(const store::RunDirectory&);

/// What run.h5 has no value of: phases that failed (/failures) and measures that failed.
std::vector<std::string> missing(const store::H5Reader& run);

/// True if the directory holds run.h5 of this resolved configuration, with every measurement. Throws
/// DataError if it is damaged.
bool recorded(const store::RunDirectory&, const std::string& config);

/// True if the directory holds all that a run of this resolved configuration leaves: the same, and the
/// report, which is published last.
bool finished(const store::RunDirectory&, const std::string& config);

}  // namespace pont::run
