// The reproduction "bridge-2d-table".
#pragma once
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::schroedinger {

/// key=value laid upon runs for a quick look.
struct Changes final {
  std::vector<std::string> chains, potentials;  ///< of configs/dsb/table_2d.yaml, and of light_sb.yaml
};

/// Two-dimensional benchmark of Tong et al. 2024, table 2: W2 of samples of the target for six ways to learn
/// a bridge between four pairs of laws. One trainer, one reference process.
class PlanarTable final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::int64_t seeds_ = 5;
  Changes changes_;
};

}  // namespace pont::reproductions::schroedinger
