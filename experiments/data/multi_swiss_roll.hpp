// Five swiss rolls in the plane.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// multi_swiss_roll: copies of scikit-learn's make_swiss_roll (columns 0 and 2: t = 1.5 pi (1 + 2 U),
/// (t cos t, t sin t) + noise N(0, I)), times `scale`, at (0, 0) and (+-offset, +-offset), all equally
/// likely: the toy data of Dockhorn, Vahdat, Kreis 2022 (their code, "multi_swiss_roll"). Law: see
/// NoisyCurve::exact.
class MultiSwissRollOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double noise_ = 0.2, scale_ = 0.01, offset_ = 0.8;
};

}  // namespace pont::data
