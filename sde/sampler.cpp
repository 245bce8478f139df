// The sampling loop, its start and its end.
#include "sde/sampler.hpp"

#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include "sde/grid.hpp"

namespace pont::sde {
namespace {

void require_finite(const Batch& u, std::size_t step, double t_from, double t_to) {
  if (u.allFinite()) return;
  Eigen::Index row = 0;
  while (u.row(row).allFinite()) ++row;
  throw std::runtime_error(
      fmt::format("sample: the state is not finite after step {} (t = {:.6g} to {:.6g}), first in "
                  "row {}; take more steps, or check the score there",
                  step, t_from, t_to, row));
}

}  // namespace

Batch draw_prior(const LinearSde& sde, Eigen::Index rows, Eigen::Index d, const Noise& noise) {
  Batch z(rows, sde.k() * d);
  noise.fill(0, 0, z);
  return mixed(cholesky(sde.prior), z);
}

Batch draw_marginal(const LinearSde& sde, const Batch& x, const Noise& noise) {
  Batch u = Batch::Zero(x.rows(), sde.k() * x.cols()), z(u.rows(), u.cols());
  u.leftCols(x.cols()) = x;
  noise.fill(0, 0, z);
  const Kernel K = sde.transition(0, sde.T);
  u = mixed(K.Phi, u);
  add_mixed(1, cholesky(K.push(sde.initial)), z, u);
  return u;
}

void sample(const Sampler& sampler, const Reverse& reverse, Score& score, const std::vector<double>& grid,
            const Noise& noise, Batch& u, const Observer& observe) {
  check_grid(grid, reverse.sde().T);
  const std::unique_ptr<MultistepRun> run = sampler.begin();
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) {
    const StepNoise of_step{noise, static_cast<std::int64_t>(i) + 1};
    if (run)
      run->step(reverse, score, grid[i], grid[i + 1], of_step, u);
    else
      sampler.step(reverse, score, grid[i], grid[i + 1], of_step, u);
    require_finite(u, i, grid[i], grid[i + 1]);
    if (observe) observe(i, grid[i + 1], u);
  }
}

Batch denoised(const Reverse& reverse, Score& score, double eps, const Batch& u) {
  if (eps == 0) return u.leftCols(u.cols() / reverse.sde().k());
  Batch s = Batch::Zero(u.rows(), u.cols()), next = u;
  if (!reverse.sde().D.row(0).isZero(0)) score(u, eps, s);
  reverse.add_drift(eps, eps, u, s, next);
  return next.leftCols(u.cols() / reverse.sde().k());
}

}  // namespace pont::sde
