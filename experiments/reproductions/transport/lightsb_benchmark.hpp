// The reproduction "lightsb-benchmark".
#pragma once
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/transport/light_pairs.hpp"

namespace pont::experiments {

/// LightSB trained on pairs with known bridges, nine trainings, scored by cBW2-UVP.
class LightSbBenchmark final : public Reproduction {
 public:
  void declare(Visitor&) override;
  Outcome compute(const Published&, const Laboratory&) const override;
  std::vector<UsedSettings> settings() const override;

 private:
  struct Train : LightSettings {
    void declare(Visitor&);
  };
  struct Evaluate {
    std::int64_t points = 1000;
    void declare(Visitor&);
  };
  std::int64_t seed_ = 1;
  Train train_;
  Evaluate evaluate_;
};

}  // namespace pont::experiments
