// Half-bridges as log-domain integrals over a uniform grid.
#include "sde/bridges/grid_ipf.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "sde/summation.hpp"

namespace pont::sde {
namespace {

using Eigen::Index, Eigen::VectorXd;

VectorXd normalised(const char* name, const Grid1d& grid, const VectorXd& p) {
  if (p.size() != grid.n || grid.n < 2 || !(grid.high > grid.low))
    throw std::invalid_argument(
        fmt::format("fitting on a grid: {} has {} values on a grid of {} points from {} to {}; expected one "
                    "each, at least two "
                    "points, low < high",
                    name, p.size(), grid.n, grid.low, grid.high));
  if (!p.allFinite() || p.minCoeff() < 0 || !(p.sum() > 0))
    throw std::invalid_argument(fmt::format(
        "fitting on a grid: {} is not a density; expected finite values >= 0 with a positive sum", name));
  return p / (p.sum() * grid.step());
}

void check_resolved(const Grid1d& grid, const ReferenceTransition& k) {
  if (!(grid.step() <= 0.5 * std::sqrt(k.variance)))
    throw std::invalid_argument(
        fmt::format("fitting on a grid: the grid's step is {:.4g} where the noise has standard deviation "
                    "{:.4g}; expected at "
                    "most half of it: use more points",
                    grid.step(), std::sqrt(k.variance)));
}

// -(y - m(x))^2 / 2q and its constant, to be summed in the log domain.
struct LogKernel {
  double gain, shift, scale, constant;
  LogKernel(const ReferenceTransition& k, double centre)
      : gain(k.gain),
        shift((1 - k.gain) * centre),
        scale(-0.5 / k.variance),
        constant(-0.5 * std::log(2 * std::numbers::pi * k.variance)) {}
  double operator()(double x, double y) const {
    const double z = y - gain * x - shift;
    return scale * z * z;
  }
};

}  // namespace

double total_variation(const Grid1d& grid, const VectorXd& p, const VectorXd& q) {
  return 0.5 * grid.step() * (p - q).cwiseAbs().sum();
}

GridIpf::GridIpf(const Grid1d& grid, const VectorXd& p0, const VectorXd& p1, const ReferenceTransition& whole,
                 double centre)
    : grid_(grid),
      whole_(whole),
      centre_(centre),
      x_(grid.points()),
      p0_(normalised("p0", grid, p0)),
      p1_(normalised("p1", grid, p1)),
      start_(p0_.array().log()),
      end_(VectorXd::Zero(grid.n)) {
  check_resolved(grid, whole);
}

VectorXd GridIpf::forward(const VectorXd& potential, const ReferenceTransition& k) const {
  const LogKernel kernel(k, centre_);
  return row_log_sum_exp(grid_.n, grid_.n,
                         [&](Index j, Index i) { return potential(i) + kernel(x_(i), x_(j)); })
             .array() +
         (kernel.constant + std::log(grid_.step()));
}

VectorXd GridIpf::backward(const VectorXd& potential, const ReferenceTransition& k) const {
  const LogKernel kernel(k, centre_);
  return row_log_sum_exp(grid_.n, grid_.n,
                         [&](Index i, Index j) { return potential(j) + kernel(x_(i), x_(j)); })
             .array() +
         (kernel.constant + std::log(grid_.step()));
}

void GridIpf::fit_end() { end_ = p1_.array().log() - forward(start_, whole_).array(); }

void GridIpf::fit_start() { start_ = p0_.array().log() - backward(end_, whole_).array(); }

VectorXd GridIpf::start() const { return (start_ + backward(end_, whole_)).array().exp(); }

VectorXd GridIpf::end() const { return (end_ + forward(start_, whole_)).array().exp(); }

VectorXd GridIpf::marginal(const ReferenceTransition& before, const ReferenceTransition& after) const {
  check_resolved(grid_, before);
  check_resolved(grid_, after);
  return (forward(start_, before) + backward(end_, after)).array().exp();
}

}  // namespace pont::sde
