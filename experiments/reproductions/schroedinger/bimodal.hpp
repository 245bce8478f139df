// The reproduction "dsb-bimodal".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::schroedinger {

/// A bimodal law on the line from a Gaussian prior over a short horizon: total variation to the data after
/// IPF iterations, exact on a grid and learned. It makes the two-dimensional figure of De Bortoli, Thornton,
/// Heng, Doucet 2021 quantitative: one iteration is score-based generative modelling, and misses.
class Bimodal final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace pont::reproductions::schroedinger
