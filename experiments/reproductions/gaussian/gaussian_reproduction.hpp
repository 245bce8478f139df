// The reproduction "gaussian-study".
#pragma once
#include <string>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::gaussian {

/// All cells of the CIFAR-10 table of Pierret & Galerne 2024 from the small derived spectrum under
/// results/published/, or the same table for any other spectrum.
class GaussianReproduction final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  struct Data {
    std::string spectrum;
    void declare(config::Visitor&);
  };
  Data data_;
};

}  // namespace pont::reproductions::gaussian
