// The reproduction "dsb-2d".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::schroedinger {

/// DSB in the plane (De Bortoli, Thornton, Heng, Doucet 2021, section 5.1): a mixture sampled from a Gaussian
/// prior in the published setting, from an affinely transformed prior after five iterations, a swiss roll
/// joined to an S curve, and moons to eight Gaussians. Only figures were published; what counts is W2 over
/// its floor.
class Planar final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace pont::reproductions::schroedinger
