// Entropic optimal transport between weighted points: Sinkhorn's iteration, stabilised, annealed, and honest
// about its convergence.
#pragma once
#include <cstdint>

#include "sde/kernel.hpp"
#include "sde/transport/plan.hpp"

namespace pont::sde {

struct SinkhornOptions {
  double tolerance = 1e-9;  ///< largest accepted marginal_error
  std::int64_t max_iterations = 100'000;
};

/// p_ij = exp((f_i + g_j - cost_ij) / epsilon): the minimiser of  sum p_ij cost_ij + epsilon sum p_ij log
/// p_ij over the couplings. Its column sums are exact but for rounding.
struct EntropicPlan {
  double epsilon = 0;
  Eigen::VectorXd f, g;         ///< [n], [m], in units of the cost; defined up to f + c, g - c
  double marginal_error = 0;    ///< sum_i |row sum i - a_i|
  std::int64_t iterations = 0;  ///< over all stages of the annealing
  bool converged = false;       ///< marginal_error <= tolerance

  /// All p_ij [n, m], for the cost that the plan was computed with.
  Batch matrix(const Batch& cost) const;
};

/// Sinkhorn's iteration (Sinkhorn 1964; Cuturi 2013) for weights a [n], b [m] > 0, normalised here, cost [n,
/// m] finite and epsilon > 0 in units of the cost.
///
/// epsilon is annealed from the range of the cost down by halves, each stage warm-started (Kosowsky, Yuille
/// 1994); within a stage the scalings multiply a kernel into which the potentials are absorbed again whenever
/// a scaling leaves [1e-20, 1e20] (Schmitzer 2019, algorithm 2), each time through two updates in the log
/// domain, after which no row or column of the kernel is empty. Hence nothing over- or underflows, however
/// small epsilon is. One iteration costs 2 n m multiplications; their number grows like 1 / epsilon. The
/// result says whether it converged: nothing is thrown then, see entropic_plan. Throws std::invalid_argument
/// for any other argument.
EntropicPlan sinkhorn(const Eigen::VectorXd& a, const Eigen::VectorXd& b, const Batch& cost, double epsilon,
                      const SinkhornOptions& options = {});

/// The same, but throws std::runtime_error with error, iterations and remedy unless it converged.
EntropicPlan entropic_plan(const Eigen::VectorXd& a, const Eigen::VectorXd& b, const Batch& cost,
                           double epsilon, const SinkhornOptions& options = {});

}  // namespace pont::sde
