// The user's own points, from a file.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/data/point_files.hpp"

namespace pont::data {

/// file: every draw is a row of the file, uniformly and with replacement: the empirical law, the same
/// whatever the order in which batches are drawn. Formats: see parse_points. No exact law: n points have no
/// density.
///
/// hold_out: rows chosen by a hash of their number are the set itself, on which everything is measured; the
/// others are its training_rows(). standardise: minus the mean and over the deviation of each column of the
/// training rows, computed in double; units() says how to undo it.
class FileOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  /// Throws DataError, also for points that float32 cannot hold and for a file whose SHA-256 is not sha256;
  /// ConfigError for a hold_out that leaves one of both parts empty.
  std::unique_ptr<DataSet> build() const override;

  /// The points as they stand in the file, of the columns chosen. Throws DataError, IoError.
  PointTable table() const;
  bool standardised() const { return standardise_; }
  /// For each row of n whether it is held out.
  std::vector<bool> held_out(Eigen::Index n) const;

 private:
  std::string path_, sha256_;
  TableKeys keys_;
  bool standardise_ = false;
  double hold_out_ = 0;
};

/// The same for points in memory [n, d]. Throws std::invalid_argument unless there are points and all are
/// finite.
std::unique_ptr<DataSet> empirical(metrics::Points points);

}  // namespace pont::data
