// Predicted noise: its scale, its clock, and the exact integral of its polynomials.
#include "sde/samplers/noise_prediction.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "sde/log_snr.hpp"
#include "sde/samplers/support.hpp"

namespace pont::sde {

NoisePrediction::NoisePrediction(const char* sampler, const Reverse& reverse, Score& score, double t_from,
                                 double t_to)
    : reverse_(reverse), score_(score), t_from_(t_from), t_to_(t_to) {
  require_flow(sampler, reverse);
  if (!(t_to > 0))
    throw std::invalid_argument(fmt::format(
        "{}: a step to t = {}, expected t > 0: the log-SNR is infinite at the data; end the grid at "
        "eps > 0",
        sampler, t_to));
  start_ = log_snr(reverse.sde(), t_from);
  length_ = log_snr(reverse.sde(), t_to) - start_;
}

double NoisePrediction::time(double fraction) const {
  if (fraction == 1) return t_to_;
  return time_of_log_snr(reverse_.sde(), start_ + fraction * length_, t_to_, t_from_);
}

Mat NoisePrediction::scale(double t) const {
  const LinearSde& sde = reverse_.sde();
  const Mat P = inverse(sde.covariance(t, sde.initial));
  const std::vector<int> driven = sde.driven();
  const Mat L = cholesky(P(driven, driven));
  Mat K = Mat::Zero(sde.k(), sde.k());
  K(driven, driven) = L;
  return K;
}

Batch NoisePrediction::noise(const Batch& u, double t) const {
  Batch s;
  score_(u, t, s);
  const std::vector<int> driven = reverse_.sde().driven();
  const Mat K = scale(t)(driven, driven);
  Mat inverse_scale = Mat::Zero(reverse_.sde().k(), reverse_.sde().k());
  inverse_scale(driven, driven) =
      Mat(K.triangularView<Eigen::Lower>().solve(Mat::Identity(K.rows(), K.cols())));
  return mixed(-inverse_scale, s);
}

Batch NoisePrediction::advanced(double fraction, const Batch& u, const Batch& first,
                                const Batch& slope) const {
  const LinearSde& sde = reverse_.sde();
  const int k = sde.k();
  const double t_end = time(fraction);
  const Wide weights = gain(reverse_, t_from_, t_end, [&](double t) {
    const Mat K = -scale(t);
    Wide both(k, 2 * k);
    both << K, (log_snr(sde, t) - start_) / length_ * K;
    return both;
  });
  Batch next = mixed(reverse_.linear(t_from_, t_end, Mat::Zero(k, k)).Phi, u);
  add_mixed(1, weights.leftCols(k), first, next);
  add_mixed(1, weights.rightCols(k), slope, next);
  return next;
}

}  // namespace pont::sde
