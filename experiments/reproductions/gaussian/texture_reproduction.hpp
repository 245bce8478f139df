// The reproduction "gaussian-texture".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::gaussian {

/// The closing claim of Pierret & Galerne 2024 at small scale: with the exact score Heun beats Euler-Maruyama
/// (computed), with a learned score it is the other way round (several seeds of configs/study/texture.yaml).
class TextureReproduction final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::int64_t seeds_ = 5;
};

}  // namespace pont::reproductions::gaussian
