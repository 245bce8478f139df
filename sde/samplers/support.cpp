// Refusals with their remedies, noise and drift.
#include "sde/samplers/support.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pont::sde {

bool any_linear(const LinearSde&) { return true; }
bool constant_diffusion(const LinearSde& sde) { return !sde.varying_D; }
bool one_block(const LinearSde& sde) { return sde.k() == 1; }
bool all_driven(const LinearSde& sde) { return static_cast<int>(sde.driven().size()) == sde.k(); }

void require_flow(const std::string& sampler, const Reverse& reverse) {
  if (reverse.lambda() != 0)
    throw std::invalid_argument(
        fmt::format("{}: lambda = {}, expected 0: it solves the probability "
                    "flow; choose a stochastic sampler or lambda = 0",
                    sampler, reverse.lambda()));
}

void require_reverse_sde(const std::string& sampler, const Reverse& reverse) {
  if (reverse.lambda() != 1)
    throw std::invalid_argument(
        fmt::format("{}: lambda = {}, expected 1: it solves the reverse SDE alone; choose lambda = 1, or "
                    "stochastic_ddim for less noise",
                    sampler, reverse.lambda()));
}

void require_constant_diffusion(const std::string& sampler, const LinearSde& sde) {
  if (!constant_diffusion(sde))
    throw std::invalid_argument(
        fmt::format("{}: the D of '{}' varies in time, so the part linear in u has no constant matrix; "
                    "choose exponential_integrator",
                    sampler, sde.name));
}

void require_one_block(const std::string& sampler, const LinearSde& sde) {
  if (!one_block(sde))
    throw std::invalid_argument(
        fmt::format("{}: '{}' has k = {} blocks, expected 1: the noise level has to be one number; choose "
                    "ddim, dpm_solver_2 or symmetric_splitting",
                    sampler, sde.name, sde.k()));
}

void require_all_driven(const std::string& sampler, const LinearSde& sde) {
  if (!all_driven(sde))
    throw std::invalid_argument(
        fmt::format("{}: noise drives {} of the {} blocks of '{}', expected all: it needs the score in every "
                    "block; choose exponential_integrator or symmetric_splitting",
                    sampler, sde.driven().size(), sde.k(), sde.name));
}

Level level(const LinearSde& sde, double t) {
  const Kernel K = sde.transition(0, t);
  return {t, K.Phi(0, 0), std::sqrt(K.Q(0, 0)) / K.Phi(0, 0)};
}

void add_noise(const Mat& root, const StepNoise& noise, std::int64_t stage, Batch& u) {
  if (root.isZero(0)) return;
  Batch z(u.rows(), u.cols());
  noise(stage, z);
  add_mixed(1, root, z, u);
}

Batch reverse_drift(const Reverse& reverse, Score& score, double t, const Batch& u) {
  Batch s, f = Batch::Zero(u.rows(), u.cols());
  score(u, t, s);
  reverse.add_drift(1, t, u, s, f);
  return f;
}

}  // namespace pont::sde
