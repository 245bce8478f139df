// run.h5 under construction: what every run records, and helpers for what an experiment adds.
#pragma once
#include <chrono>

#include "experiments/metrics/points.hpp"
#include "experiments/metrics/repetition.hpp"
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
  /// PATH and PATH_error.
  void estimate(const std::string& path, const Estimate&);
  void points(const std::string& path, const Points&);
  void array(const std::string& path, std::span<const double> values, const H5Shape& shape);
  void floats(const std::string& path, std::span<const float> values);
  /// Wall-clock seconds of a phase, under /clock: the only numbers that differ between equal runs.
  void seconds(const std::string& phase, double value);

  /// action() as a phase: named on stderr, its seconds recorded. Throws Stopped when a signal came meanwhile.
  template <class Action>
  void phase(const std::string& name, Action action) {
    const auto start = begin(name);
    action();
    end(name, start);
  }

  /// For what has a writer of its own.
  H5Writer& file() { return file_; }

  /// Publishes run.h5: the run is finished.
  void publish() const;

 private:
  using Clock = std::chrono::steady_clock;
  static Clock::time_point begin(const std::string& phase);
  void end(const std::string& phase, Clock::time_point start);

  const RunContext& run_;
  H5Writer file_;
};

/// True if the run in the directory is finished, its report (published last) included; throws DataError if
/// its run.h5 is damaged.
bool finished(const RunDirectory&);

}  // namespace pont::experiments
