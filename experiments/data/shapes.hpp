// Points on shapes: a checkerboard, a pinwheel, a torus.
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

/// pinwheel (Johnson et al. 2016; the defaults are FFJORD's, Grathwohl et al. 2019, their code): with
/// r = 1 + radial z1 and s = tangential z2, the point scale (r, s) is turned by the angle
/// rate e^r + 2 pi k / arms, k uniform. No Gaussian mixture: given r the law is a line segment's, without
/// noise across it. Hence no exact law.
class PinwheelOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  std::int64_t arms_ = 5;
  double radial_ = 0.3, tangential_ = 0.1, rate_ = 0.25, scale_ = 2;
};

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
