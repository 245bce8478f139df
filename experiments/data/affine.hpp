// Any other data set, stretched, turned and moved.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// affine: A x + shift for the points x of another set. exact() where that set is Gaussian, or a mixture
/// along the coordinates and A is diagonal.
class AffineOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  /// Throws ConfigError unless A and the shift fit the dimension of the points.
  std::unique_ptr<DataSet> build() const override;

 private:
  config::Choice<DataOptions> of_{data_sets(), "two_moons"};
  config::Matrix matrix_{{1, 0}, {0, 1}};
  std::vector<double> shift_{0, 0};
};

}  // namespace pont::data
