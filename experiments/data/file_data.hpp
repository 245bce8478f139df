// The user's own points, from a file.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::experiments {

/// file: every draw is a row of the file, uniformly and with replacement: the empirical law, the same
/// whatever the order in which batches are drawn. Formats: see read_points. No exact law: n points have no
/// density.
class FileOptions final : public DataOptions {
 public:
  void declare(Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::string path_;
};

/// The same for points in memory [n, d]. Throws std::invalid_argument unless there are points and all are
/// finite.
std::unique_ptr<DataSet> empirical(Points points);

}  // namespace pont::experiments
