// What noise does to data by time t: the coefficients of training noise, its score, and the log-SNR.
#include "sde/perturbation.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

namespace pont::sde {

Perturbation::Perturbation(LinearSde sde, Mat S0, double floor)
    : sde_(std::move(sde)), S0_(std::move(S0)), floor_(floor) {
  if (S0_.rows() != sde_.k() || S0_.cols() != sde_.k())
    throw std::invalid_argument(
        fmt::format("perturbation of '{}': S0 is {}x{}, expected {}x{}; use zeros for "
                    "denoising, sde.initial for hybrid score matching",
                    sde_.name, S0_.rows(), S0_.cols(), sde_.k(), sde_.k()));
  if (!(floor >= 0))
    throw std::invalid_argument(
        fmt::format("perturbation of '{}': floor = {}, expected >= 0", sde_.name, floor));
}

void Perturbation::coefficients(double t, double* out) const {
  const int k = sde_.k();
  const Kernel K = sde_.transition(0, t);
  Mat Sigma = K.push(S0_);
  Sigma.diagonal().array() += floor_;
  Mat L;
  try {
    L = cholesky(Sigma);
  } catch (const std::domain_error&) {
    throw std::domain_error(
        fmt::format("perturbation of '{}': covariance {} at t = {:.6g} with floor = {:.6g} is not positive "
                    "definite; raise the "
                    "smallest training time or the floor",
                    sde_.name, text(Sigma), t, floor_));
  }
  double* W = out + 2 * k * k;
  Eigen::Map<Mat>(out, k, k) = K.Phi;
  Eigen::Map<Mat>(out + k * k, k, k) = L;
  for (int c = 0; c < k;
       ++c)  // W = L^-T is upper triangular: its row c is column c of L^-1, by forward substitution
    for (int i = 0; i < k; ++i) {
      double v = i == c;
      for (int m = c; m < i; ++m) v -= L(i, m) * W[c * k + m];
      W[c * k + i] = i < c ? 0 : v / L(i, i);
    }
}

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
