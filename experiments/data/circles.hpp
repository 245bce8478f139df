// Two concentric circles.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// circles: scikit-learn's make_circles: r (cos t, sin t) plus noise, r = 1 or `factor`, equally likely, with
/// t uniform on [0, 2 pi] where scikit-learn takes equal steps. The defaults are FFJORD's "circles" before
/// its factor of 3. Law: see NoisyCurve::exact.
class CirclesOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double factor_ = 0.5, noise_ = 0.08;
};

}  // namespace pont::data
