// Stages of falling epsilon; in each, scalings of a kernel that absorbs them when they grow.
#include "sde/transport/sinkhorn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "sde/summation.hpp"

namespace pont::sde {
namespace {

using Eigen::Index, Eigen::VectorXd;

constexpr double largest_scaling = 1e20;
constexpr double stage_tolerance = 1e-2;  // of the stages before the last
constexpr std::int64_t stage_iterations = 200;

VectorXd normalised(const char* name, const VectorXd& weights, Index expected) {
  if (weights.size() != expected || expected == 0)
    throw std::invalid_argument(
        fmt::format("sinkhorn: {} weights {} for {} points; expected one each, at least one", weights.size(),
                    name, expected));
  for (Index i = 0; i < expected; ++i)
    if (!(weights(i) > 0) || !std::isfinite(weights(i)))
      throw std::invalid_argument(fmt::format(
          "sinkhorn: weight {}[{}] is {}; expected a finite number > 0: leave out points without mass", name,
          i, weights(i)));
  return weights / weights.sum();
}

void check_problem(const Batch& cost, double epsilon, const SinkhornOptions& options) {
  if (!cost.allFinite())
    throw std::invalid_argument("sinkhorn: a cost is not finite; expected finite numbers");
  if (!(epsilon > 0) || !std::isfinite(epsilon))
    throw std::invalid_argument(
        fmt::format("sinkhorn: epsilon = {}; expected a finite number > 0: use kantorovich for 0", epsilon));
  if (!(options.tolerance > 0) || options.max_iterations < 1)
    throw std::invalid_argument(
        fmt::format("sinkhorn: tolerance = {}, max_iterations = {}; expected both > 0", options.tolerance,
                    options.max_iterations));
}

bool harmless(const VectorXd& scaling) {
  return scaling.allFinite() && scaling.maxCoeff() <= largest_scaling &&
         scaling.minCoeff() >= 1 / largest_scaling;
}

class Solver final {
 public:
  Solver(const VectorXd& a, const VectorXd& b, const Batch& cost)
      : a_(a), b_(b), cost_(cost), f_(VectorXd::Zero(a.size())), g_(VectorXd::Zero(b.size())) {}

  // Iterates at this epsilon until the rows' error is at most `tolerance` or `budget` iterations are used up.
  void stage(double epsilon, double tolerance, std::int64_t budget) {
    epsilon_ = epsilon;
    const std::int64_t last = iterations_ + budget;
    while (iterations_ < last) {
      update_logarithms();
      if (error_ = row_error(); error_ <= tolerance) return;
      if (scale(tolerance, last)) return;
    }
  }

  double error() const { return error_; }
  std::int64_t iterations() const { return iterations_; }
  const VectorXd& f() const { return f_; }
  const VectorXd& g() const { return g_; }

 private:
  // One iteration on the potentials themselves, and the kernel that belongs to them.
  void update_logarithms() {
    const double e = epsilon_;
    f_ = e * (a_.array().log() - row_log_sum_exp(a_.size(), b_.size(), [&](Index i, Index j) {
                                   return (g_(j) - cost_(i, j)) / e;
                                 }).array());
    g_ = e * (b_.array().log() - row_log_sum_exp(b_.size(), a_.size(), [&](Index j, Index i) {
                                   return (f_(i) - cost_(i, j)) / e;
                                 }).array());
    kernel_.resize(a_.size(), b_.size());
    for (Index i = 0; i < a_.size(); ++i)
      for (Index j = 0; j < b_.size(); ++j) kernel_(i, j) = ad::math::exp((f_(i) + g_(j) - cost_(i, j)) / e);
    ++iterations_;
  }

  double row_error() const { return (kernel_.rowwise().sum() - a_).cwiseAbs().sum(); }

  // Plain iterations on scalings of the kernel, absorbed at the end. True when converged.
  bool scale(double tolerance, std::int64_t last) {
    VectorXd u = VectorXd::Ones(a_.size()), v = VectorXd::Ones(b_.size());
    VectorXd rows = kernel_ * v, kept_u = u, kept_v = v;
    while (iterations_ < last && error_ > tolerance) {
      u = a_.cwiseQuotient(rows);
      v = b_.cwiseQuotient(kernel_.transpose() * u);
      if (!harmless(u) || !harmless(v)) break;
      rows.noalias() = kernel_ * v;
      error_ = (u.cwiseProduct(rows) - a_).cwiseAbs().sum();
      kept_u = u;
      kept_v = v;
      ++iterations_;
    }
    f_ += epsilon_ * kept_u.array().log().matrix();
    g_ += epsilon_ * kept_v.array().log().matrix();
    return error_ <= tolerance;
  }

  const VectorXd& a_;
  const VectorXd& b_;
  const Batch& cost_;
  double epsilon_ = 0;
  VectorXd f_, g_;
  Batch kernel_;
  double error_ = 0;
  std::int64_t iterations_ = 0;
};

}  // namespace

Batch EntropicPlan::matrix(const Batch& cost) const {
  if (cost.rows() != f.size() || cost.cols() != g.size())
    throw std::invalid_argument(
        fmt::format("entropic plan: cost is [{}, {}]; expected [{}, {}], the one it was solved for",
                    cost.rows(), cost.cols(), f.size(), g.size()));
  Batch p(cost.rows(), cost.cols());
  for (Index i = 0; i < p.rows(); ++i)
    for (Index j = 0; j < p.cols(); ++j) p(i, j) = ad::math::exp((f(i) + g(j) - cost(i, j)) / epsilon);
  return p;
}

EntropicPlan sinkhorn(const VectorXd& a, const VectorXd& b, const Batch& cost, double epsilon,
                      const SinkhornOptions& options) {
  const VectorXd rows = normalised("a", a, cost.rows()), columns = normalised("b", b, cost.cols());
  check_problem(cost, epsilon, options);
  Solver solver(rows, columns, cost);
  const auto left = [&] {
    return options.max_iterations - solver.iterations() - 1;
  };  // one for the last stage
  for (double e = cost.maxCoeff() - cost.minCoeff(); e > epsilon; e /= 2)
    solver.stage(e, std::max(stage_tolerance, options.tolerance), std::min(stage_iterations, left()));
  solver.stage(epsilon, options.tolerance, left() + 1);
  return {epsilon,        solver.f(),          solver.g(),
          solver.error(), solver.iterations(), solver.error() <= options.tolerance};
}

EntropicPlan entropic_plan(const VectorXd& a, const VectorXd& b, const Batch& cost, double epsilon,
                           const SinkhornOptions& options) {
  EntropicPlan plan = sinkhorn(a, b, cost, epsilon, options);
  if (!plan.converged)
    throw std::runtime_error(
        fmt::format("entropic_plan: marginal error {:.3g} after {} iterations at epsilon = {}; expected at "
                    "most {}: allow more iterations, or take a larger epsilon or tolerance",
                    plan.marginal_error, plan.iterations, epsilon, options.tolerance));
  return plan;
}

}  // namespace pont::sde
