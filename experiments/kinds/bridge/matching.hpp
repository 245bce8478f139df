// Bridge matching: regression on the reference pinned at both ends, the ends coupled by simulation or by
// transport.
#pragma once
#include "experiments/kinds/bridge/method.hpp"

namespace pont::kinds::bridge {

/// Iterated (Shi, De Bortoli, Campbell, Doucet 2023, algorithm 1, DSBM): directions in turn, each on the ends
/// of the paths of the other one. The first pairs are those of the reference (their DSBM-IPF) or a coupling
/// of the data sets (DSBM-IMF: independent).
struct DsbmOptions final : MethodOptions {
  std::int64_t iterations = 5;
  std::string start = "reference", deviation = "reference";
  void declare(config::Visitor&) override;
  std::unique_ptr<Method> build() const override;
  std::shared_ptr<const losses::Head> head() const override;
};

/// Both directions once, on a coupling of the data sets (Tong et al. 2024: SF2M; noise 0: OT-CFM for the
/// optimal coupling, independent conditional flow matching for the independent one).
struct MatchingOptions final : MethodOptions {
  config::Choice<CouplingOptions> coupling{couplings(), "optimal"};
  double noise = 1;
  std::string deviation = "reference";
  void declare(config::Visitor&) override;
  std::unique_ptr<Method> build() const override;
  std::shared_ptr<const losses::Head> head() const override;
};

}  // namespace pont::kinds::bridge
