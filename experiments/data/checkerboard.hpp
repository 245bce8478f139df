// Uniform on the dark squares of a board.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// checkerboard: FFJORD's (Grathwohl et al. 2019, their code): uniform on 8 of the 4 x 4 squares of side
/// `cell` around the origin, those with even floor(x / cell) + floor(y / cell). The density jumps at the
/// edges and is no Gaussian mixture, hence no exact law; the entropy is log(8 cell^2).
class CheckerboardOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double cell_ = 2;
};

}  // namespace pont::data
