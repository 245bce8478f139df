// The reproduction "gaussian-study".
#pragma once
#include <string>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

/// All cells of the CIFAR-10 table of Pierret & Galerne 2024 from the small derived spectrum under
/// results/published/, or the same table for any other spectrum.
class GaussianReproduction final : public Reproduction {
 public:
  void declare(Visitor&) override;
  Outcome compute(const Published&, const Laboratory&) const override;

 private:
  struct Data {
    std::string spectrum;
    void declare(Visitor&);
  };
  Data data_;
};

}  // namespace pont::experiments
