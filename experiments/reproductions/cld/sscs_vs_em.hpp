// The reproduction "cld-sscs-vs-em": two samplers of CLD with the exact score, metric by metric.
#pragma once
#include <cstdint>
#include <vector>

#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproductions::cld {

/// Euler-Maruyama, SSCS as published and SSCS of second order, on uniform and quadratic grids, on the
/// diamond: share of samples beyond 5 sigma, standard deviation of a mode, sliced W2; and the same without
/// sampling noise for Gaussian data in one dimension.
class SscsVsEm final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t samples_ = 10'000, repetitions_ = 4, seed_ = 1;
  std::vector<std::int64_t> evaluations_{20, 50, 100, 200, 275, 500, 1000, 2000};
};

}  // namespace pont::reproductions::cld
