// The reproduction "gaussian-texture".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// The closing claim of Pierret & Galerne 2024 at small scale: with the exact score Heun beats Euler-Maruyama
/// (computed), with a learned score it is the other way round (several seeds of configs/study/texture.yaml).
class TextureReproduction final : public Reproduction {
 public:
  void declare(Visitor&) override;
  Outcome compute(const Published&, const Laboratory&) const override;
  std::vector<UsedSettings> settings() const override;

 private:
  std::int64_t seeds_ = 5;
};

}  // namespace pont::experiments
