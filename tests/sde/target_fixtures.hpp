// Shared by the tests of targets: a mixture in one dimension, and noise that a test prescribes.
#pragma once
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include "sde/targets/transitions.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {

// Two modes in one dimension.
inline MixtureTarget two_modes(double distance, double deviation, double right = 0.5) {
  return MixtureTarget({Eigen::ArrayXd{{1 - right, right}}, Eigen::ArrayXXd{{-distance}, {distance}},
                        Eigen::ArrayXXd{{deviation * deviation}}.replicate(2, 1)});
}

// The batches of a test, by stage.
class GivenNoise final : public Noise {
 public:
  explicit GivenNoise(std::map<std::int64_t, Batch> stages) : stages_(std::move(stages)) {}
  void fill(std::int64_t, std::int64_t stage, Batch& z) const override { z = stages_.at(stage); }

 private:
  std::map<std::int64_t, Batch> stages_;
};

}  // namespace pont::sde::test
