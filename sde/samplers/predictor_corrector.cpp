// A predictor, then Langevin steps at the new time.
#include "sde/samplers/predictor_corrector.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

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

}  // namespace pont::sde
