// Langevin steps at the noise level of a time: after a predictor, or alone.
#include "sde/samplers/corrector.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "sde/samplers/support.hpp"

namespace pont::sde {
namespace {

constexpr std::int64_t corrector_stage = 64;  // beyond the stages of any predictor

// The Langevin step of one block. Without any score there is no step size, and the block stays.
void correct(double factor, const Eigen::Ref<const Batch>& s, const Eigen::Ref<const Batch>& z,
             Eigen::Ref<Batch> u) {
  const double size = s.rowwise().norm().mean();
  if (!(size > 0)) return;
  const double e = factor * std::pow(z.rowwise().norm().mean() / size, 2);
  u += e * s + std::sqrt(2 * e) * z;
}

}  // namespace

PredictorCorrector::PredictorCorrector(std::unique_ptr<const Sampler> predictor, double snr, int corrections)
    : predictor_(std::move(predictor)), snr_(snr), corrections_(corrections) {
  if (!(snr > 0 && std::isfinite(snr)) || corrections < 1)
    throw std::invalid_argument(
        fmt::format("predictor_corrector: snr = {}, corrections = {}; expected snr > 0 and corrections >= 1, "
                    "or the predictor alone",
                    snr, corrections));
}

void PredictorCorrector::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                              const StepNoise& noise, Batch& u) const {
  predictor_->step(reverse, score, t_from, t_to, noise, u);
  const LinearSde& sde = reverse.sde();
  const Mat Phi = sde.transition(t_to, t_from).Phi;
  const Eigen::Index d = u.cols() / sde.k();
  Batch s, z(u.rows(), u.cols());
  for (int c = 0; c < corrections_; ++c) {
    score(u, t_to, s);
    noise(corrector_stage + c, z);
    for (const int b : sde.driven())
      correct(2 * std::pow(Phi(b, b) * snr_, 2), s.middleCols(b * d, d), z.middleCols(b * d, d),
              u.middleCols(b * d, d));
  }
}

AnnealedLangevin::AnnealedLangevin(double step, int inner) : step_(step), inner_(inner) {
  if (!(step > 0 && std::isfinite(step)) || inner < 1)
    throw std::invalid_argument(fmt::format(
        "annealed_langevin: step = {}, inner = {}; expected step > 0 and inner >= 1", step, inner));
}

void AnnealedLangevin::step(const Reverse& reverse, Score& score, double, double t_to, const StepNoise& noise,
                            Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_one_block("annealed_langevin", sde);
  const double e = step_ * sde.transition(0, t_to).Q(0, 0);
  const Mat root = Mat::Constant(1, 1, std::sqrt(e));
  Batch s;
  for (int i = 0; i < inner_; ++i) {
    score(u, t_to, s);
    u += (0.5 * e) * s;
    add_noise(root, noise, i, u);
  }
}

}  // namespace pont::sde
