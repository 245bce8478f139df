// run.h5 under construction: what every run records, and helpers for what an experiment adds.
#pragma once
#include "experiments/metrics/points.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/store/hdf5.hpp"

namespace pont::experiments {

/// Layout (see results/README.md): /config, /fingerprint, /execution, /clock, /metrics, and what the
/// experiment writes.
class RunRecord final {
 public:
  /// Writes configuration, fingerprint, execution facts, and the metric log.
  explicit RunRecord(const RunContext&);

  void scalar(const std::string& path, double value);
  void points(const std::string& path, const Points&);
  void array(const std::string& path, std::span<const double> values, const H5Shape& shape);
  void floats(const std::string& path, std::span<const float> values);
  /// Wall-clock seconds of a phase, under /clock: the only numbers that differ between equal runs.
  void seconds(const std::string& phase, double value);

  /// Publishes run.h5: the run is finished.
  void publish() const;

 private:
  const RunContext& run_;
  H5Writer file_;
};

/// True if the run in the directory is finished; throws DataError if its run.h5 is damaged.
bool finished(const RunDirectory&);

}  // namespace pont::experiments
