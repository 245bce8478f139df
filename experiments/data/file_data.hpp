// The user's own points, from a file.
#pragma once
#include "experiments/data/table_set.hpp"

namespace pont::data {

/// file: every draw is a row of the file, uniformly and with replacement: the empirical law, the same
/// whatever the order in which batches are drawn. Formats: see parse_points. No exact law: n points have no
/// density.
///
/// hold_out: rows chosen by a hash of their number are the set itself, on which everything is measured; the
/// others are its training_rows(). standardise: minus the mean and over the deviation of each column of the
/// training rows, computed in double; units() says how to undo it.
class FileOptions final : public TableOptions {
 public:
  void declare(config::Visitor& v) override;
  /// Throws DataError, also for points that float32 cannot hold.
  std::unique_ptr<DataSet> build() const override;
  bool standardised() const override { return standardise_; }

 private:
  PointTable parsed(std::span<const std::byte> file) const override;

  TableKeys keys_;
  bool standardise_ = false;
};

/// The same for a table in memory.
std::unique_ptr<DataSet> empirical(PointTable table);

}  // namespace pont::data
