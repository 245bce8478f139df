// The reproduction "dsb-gaussian".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::schroedinger {

/// The Gaussian benchmark of Shi, De Bortoli, Campbell, Doucet 2023 for DSB: mean KL to the Schroedinger
/// bridge in 5, 20, 50 dimensions, every half-bridge beside exact IPF and perfect networks, and in one
/// dimension the biases of mean matching and of the simplified target.
class GaussianBenchmark final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace pont::reproductions::schroedinger
