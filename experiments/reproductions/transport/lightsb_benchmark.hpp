// The reproduction "lightsb-benchmark".
#pragma once
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/transport/light_pairs.hpp"

namespace pont::reproductions::transport {

/// LightSB trained on pairs with known bridges, nine trainings, scored by cBW2-UVP.
class LightSbBenchmark final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  struct Train : LightSettings {
    void declare(config::Visitor&);
  };
  struct Evaluate {
    std::int64_t points = 1000;
    void declare(config::Visitor&);
  };
  std::int64_t seed_ = 1;
  Train train_;
  Evaluate evaluate_;
};

}  // namespace pont::reproductions::transport
