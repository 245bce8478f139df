// Errors of samplers of CLD on Gaussian data, computed without sampling.
#pragma once
#include <string>
#include <vector>

#include "sde/sampler.hpp"

namespace pont::reproductions::cld {

/// A sampler of the comparison; `cost` evaluations of the score per step.
struct ComparedSampler final {
  std::string name;
  int cost;
  const sde::Sampler& sampler;
};
/// "EM", "SSCS", "SSCS, midpoint".
const std::vector<ComparedSampler>& compared_samplers();

/// A shape of time grids: from T to eps in n steps.
struct ComparedGrid final {
  std::string name;
  std::vector<double> (*make)(double T, double eps, int n);
};
/// "uniform", "quadratic" (Dockhorn, Vahdat & Kreis 2022).
const std::vector<ComparedGrid>& compared_grids();

/// The grid down to eps = 1e-3 that leaves one of `evaluations` for the last, noiseless step to 0: what the
/// published table counts as its number of function evaluations.
std::vector<double> grid_of_evaluations(const ComparedGrid& grid, const ComparedSampler& sampler,
                                        std::int64_t evaluations);

/// W2 between data N(0.7071, 0.04^2) in one dimension and what the sampler makes of the prior of toy_cld(),
/// with the exact score. All laws are Gaussian: no sampling noise.
double gaussian_error(const ComparedSampler& sampler, const std::vector<double>& grid);

}  // namespace pont::reproductions::cld
