// A torus in space.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// torus: ((R + r cos v) cos u, (R + r cos v) sin u, r sin v) with both angles uniform on [0, 2 pi), moved
/// along the normal by noise N(0, noise^2). Its distance from the surface is exact; outside is further than
/// four deviations of the noise, or a hundredth of r.
class TorusOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double radius_ = 2, tube_ = 0.5, noise_ = 0;
};

}  // namespace pont::data
