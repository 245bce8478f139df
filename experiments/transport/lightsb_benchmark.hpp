// The reproduction "lightsb-benchmark".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// LightSB trained on pairs with known bridges, nine trainings, scored by cBW2-UVP.
class LightSbBenchmark final : public Reproduction {
 public:
  void declare(Visitor&) override;
  Outcome compute(const Published&, const Laboratory&) const override;

 private:
  struct Train {
    std::int64_t components = 50, batch = 1024, steps = 10'000;
    double rate = 5e-3;
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
