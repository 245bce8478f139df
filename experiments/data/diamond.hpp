// Nine Gaussians on a rotated grid.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// diamond: equal Gaussians N(m, sigma^2 I) with m on the grid {-bound, 0, bound}^2 rotated by 45 degrees:
/// the toy data of Dockhorn, Vahdat, Kreis 2022 (their code, "diamond"). The law is exact; its entropy is
/// -1.40265 nats.
class DiamondOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double bound_ = 0.5, sigma_ = 0.04;
};

}  // namespace pont::data
