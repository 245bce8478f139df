// A run's parts: what each phase adds to run.h5, published as the phase ends, so that no later phase can lose
// it.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "experiments/run/record.hpp"

namespace pont::run {

/// DIR/parts/NAME.h5 for each phase that has finished. A part of another configuration is made again; one of
/// another program or machine is refused, as a checkpoint is.
class RunParts final {
 public:
  /// What a phase records; it may read what earlier ones recorded.
  using Phase = std::function<void(RunRecord&)>;

  explicit RunParts(const RunContext& run) : run_(run), drifted_(run.allow_drift) {}

  /// The part `name`, made by `phase` unless an earlier process published it. What `phase` throws ends the
  /// run: for training, and for what all else needs. Throws DataError for a part of another fingerprint
  /// unless the run allows drift.
  void require(const std::string& name, const Phase& phase);
  /// The same for a measurement, named on stderr, its seconds recorded as /clock/NAME. If `phase` throws, the
  /// run goes on without this part, and the reason is recorded as /failures/NAME; only input, output,
  /// memory and devices that fail end the run, for they say nothing about the measurement.
  void measure(const std::string& name, const Phase& phase);

  /// What the phases so far have recorded. Throws std::runtime_error if `path` is not there, because what
  /// should record it failed.
  metrics::Points points(const std::string& path) const;
  std::vector<float> floats(const std::string& path) const;
  std::vector<double> values(const std::string& path) const;
  const store::H5Reader& holding(const std::string& path) const;
  /// Whether one of them has recorded `path`.
  bool has(const std::string& path) const;

  /// Publishes run.h5: configuration, fingerprint, execution, /failures and all parts.
  void publish();

 private:
  bool find(const std::string& name);
  void keep(const std::string& name, store::H5Writer part);

  const RunContext& run_;
  bool drifted_;
  std::map<std::string, store::H5Reader> parts_;
  std::map<std::string, std::string> failures_;
};

/// Why `action` failed, empty if it did not. Input, output, memory and devices that fail are thrown on:
/// they say nothing about the action.
std::string failure_of(const std::function<void()>& action);

/// Makes `run` the state of DIR in which training has ended under `config` and nothing is measured yet: the
/// part that training recorded is taken out of run.h5 where the parts are gone. Throws DataError if neither
/// is there, or if it is of another fingerprint and the run does not allow drift.
void keep_only_training(const RunContext&);

/// What holds the model of a run: run.h5, while the run measures the part of its training, and while it
/// trains its newest sound checkpoint, which stderr then says. Throws DataError where there is none of these.
store::H5Reader read_model(const store::RunDirectory&);

/// Where such a file has the averaged parameters: /model/ema, or /state/ema of a checkpoint.
std::string average_path(const store::H5Reader& model);

/// The name of the part that training records: it writes /model, /snapshots, /metrics and /clock/train, and
/// nothing else does.
inline constexpr const char* training_part = "train";

/// Records the rows of the metric log, if the run has one.
void record_metrics(RunRecord&, const store::RunDirectory&);

/// Removes all parts: of no use once run.h5 has them.
void remove_parts(const store::RunDirectory&);

}  // namespace pont::run
