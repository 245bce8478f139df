// The stochastic sampler of EDM: fresh noise, then Heun's method in the noise level.
#include "sde/samplers/stochastic_heun.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "sde/perturbation.hpp"
#include "sde/samplers/support.hpp"

namespace pont::sde {
namespace {

Batch slope(Score& score, const Level& at, const Batch& y) {
  Batch s;
  score(at.alpha * y, at.t, s);
  return (-at.sigma * at.alpha) * s;
}

}  // namespace

StochasticHeun::StochasticHeun(Churn churn) : churn_(churn) {
  const double most = std::numbers::sqrt2 - 1;
  if (!(churn.gamma >= 0 && churn.gamma <= most && churn.noise >= 0))
    throw std::invalid_argument(
        fmt::format("edm_heun: gamma = {}, noise = {}; expected 0 <= gamma <= sqrt(2) - 1 and noise >= 0",
                    churn.gamma, churn.noise));
}

void StochasticHeun::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                          const StepNoise& noise, Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_one_block("edm_heun", sde);
  require_flow("edm_heun", reverse);
  const Level from = level(sde, t_from), to = level(sde, t_to);
  Level up = from;
  if (churn_.gamma > 0 && from.sigma >= churn_.from && from.sigma <= churn_.to)
    up = level(sde, time_of_log_snr(sde, -std::log((1 + churn_.gamma) * from.sigma), t_from, sde.T));
  Batch y = u / from.alpha;
  const double added = std::sqrt(std::max((up.sigma - from.sigma) * (up.sigma + from.sigma), 0.0));
  add_noise(Mat::Constant(1, 1, churn_.noise * added), noise, 0, y);
  const double h = to.sigma - up.sigma;
  const Batch first = slope(score, up, y);
  if (to.sigma > 0)
    y += (0.5 * h) * (first + slope(score, to, y + h * first));
  else
    y += h * first;
  u = to.alpha * y;
}

}  // namespace pont::sde
