// Two half circles that reach into each other.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// two_moons: scikit-learn's make_moons: (cos t, sin t) or (1 - cos t, 1/2 - sin t), equally likely, plus
/// noise, with t uniform on [0, pi] where scikit-learn takes equal steps. (FFJORD's "moons" is twice this
/// plus (-1, -.2), noise .1.) Law: see NoisyCurve::exact.
class TwoMoonsOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double noise_ = 0.1;
};

/// The law of two_moons with that noise.
std::unique_ptr<DataSet> two_moons(double noise);

}  // namespace pont::data
