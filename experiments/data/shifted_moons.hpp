// Half circles whose points are moved along the diagonal.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// shifted_moons: the half circles of two_moons without noise; then one number, uniform on [0, shift], is
/// added to both coordinates of a point: bands, sharp where the curve runs along the diagonal. These are the
/// moons in the examples of Tong et al. 2024 (torchcfm's sample_moons, which takes them times 3, minus 1). No
/// exact law: the density has edges.
class ShiftedMoonsOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double shift_ = 0.2;
};

}  // namespace pont::data
