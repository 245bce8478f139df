// Gaussians bent into the arms of a pinwheel.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// pinwheel (Johnson et al. 2016; the defaults are FFJORD's, Grathwohl et al. 2019, their code): with r = 1 +
/// radial z1 and s = tangential z2, the point scale (r, s) is turned by the angle rate e^r + 2 pi k / arms, k
/// uniform. No Gaussian mixture: given r the law is a line segment's, without noise across it. Hence no exact
/// law.
class PinwheelOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::int64_t arms_ = 5;
  double radial_ = 0.3, tangential_ = 0.1, rate_ = 0.25, scale_ = 2;
};

}  // namespace pont::data
