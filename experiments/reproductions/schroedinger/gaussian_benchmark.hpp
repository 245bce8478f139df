// The reproduction "dsb-gaussian".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// The Gaussian benchmark of Shi, De Bortoli, Campbell, Doucet 2023 for DSB: mean KL to the Schroedinger
/// bridge in 5, 20, 50 dimensions, every half-bridge beside exact IPF and perfect networks, and in one
/// dimension the biases of mean matching and of the simplified target.
class GaussianBenchmark final : public Reproduction {
 public:
  void declare(Visitor&) override;
  Outcome compute(const Published&, const Laboratory&) const override;
  std::vector<UsedSettings> settings() const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace pont::experiments
