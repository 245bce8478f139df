// An S in the plane.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// s_curve: scikit-learn's make_s_curve, columns 0 and 2: t = 3 pi (U - 1/2), (sin t, sign(t) (cos t - 1)),
/// plus noise (scikit-learn's default is none). Law: see NoisyCurve::exact.
class SCurveOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double noise_ = 0.1;
};

}  // namespace pont::data
