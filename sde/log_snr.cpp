// The noise clock, and its inverse by bisection.
#include "sde/log_snr.hpp"

#include <cmath>

namespace pont::sde {

double log_snr(const LinearSde& sde, double t) {
  const Mat L = cholesky(sde.covariance(t, sde.initial));
  return sde.A.trace() * sde.elapsed(t) - L.diagonal().array().log().sum();
}

double noise_level(const LinearSde& sde, double t) { return std::exp(-log_snr(sde, t) / sde.k()); }

double time_of_log_snr(const LinearSde& sde, double value, double low, double high) {
  while (true) {
    const double middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) return middle;
    (log_snr(sde, middle) > value ? low : high) = middle;
  }
}

}  // namespace pont::sde
