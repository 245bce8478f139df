// The sampler comparison on the diamond: errors on Gaussian data without sampling, and measurements metric by
// metric.
#pragma once
#include <string>
#include <vector>

#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/cld/exact_sampling.hpp"
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

/// One grid, sampler and number of evaluations.
struct ComparedRun final {
  std::size_t grid = 0, sampler = 0;
  std::int64_t evaluations = 0;
  ModeStatistics modes;
  metrics::Estimate sliced;
};

/// A number to compare by; `badness` is what a better sampler has less of.
struct ComparedMetric final {
  std::string name, axis;
  metrics::Estimate (*value)(const ComparedRun&);
  double (*badness)(double value);
  double floor;  ///< what the data have; 0 where that depends on the number of samples
};
/// Outliers, width of a mode, sliced W2.
const std::vector<ComparedMetric>& compared_metrics();

/// All runs, in the order grid, sampler, evaluations.
std::vector<ComparedRun> compare_samplers(const std::vector<std::int64_t>& evaluations, Eigen::Index samples,
                                          Eigen::Index repetitions, ad::Key key, ad::Workers& workers);
/// The run of these names; throws std::logic_error where there is none.
const ComparedRun& run_of(const std::vector<ComparedRun>& runs, const std::string& grid,
                          const std::string& sampler, std::int64_t evaluations);

/// One sentence for each metric and grid: where SSCS is better than EM, and where worse, beyond two standard
/// errors of the difference.
std::vector<std::string> conclusions(const std::vector<ComparedRun>& runs);
/// One table for each grid.
std::vector<reproduce::ExtraTable> comparison_tables(const std::vector<ComparedRun>& runs);
/// Metrics against evaluations, a row of panels for each grid.
reproduce::NamedFigure comparison_figure(const std::vector<ComparedRun>& runs);

}  // namespace pont::reproductions::cld
