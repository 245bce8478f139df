// Exponential integration of the probability flow in terms of the predicted noise, for any linear SDE.
#pragma once
#include "sde/samplers/gain.hpp"
#include "sde/score.hpp"

namespace pont::sde {

// The predicted noise eps is the score in the driven blocks in units of its own size: s = -K(t) eps, K K^T
// the driven block of Sigma(t)^-1, the covariance of the score of one data point. A score grows like
// 1/sqrt(t) near the data, eps stays of order one; for k = 1 it is the network output of DDPM. Between two
// times,
//   u(t_to) = Phi u(t_from) - 1/2 int Phi(t_to, t) beta D K(t) eps(t) dt,
// and a method is a polynomial for eps in the noise clock log_snr.
class NoisePrediction final {
 public:
  // A step of the probability flow from t_from to t_to. Throws std::invalid_argument, naming the sampler,
  // unless lambda = 0 and t_to > 0.
  NoisePrediction(const char* sampler, const Reverse& reverse, Score& score, double t_from, double t_to);

  // The time at this fraction of the step, on the noise clock.
  double time(double fraction) const;
  // eps(u, t), [B, k*d], zero outside the driven blocks. One evaluation.
  Batch noise(const Batch& u, double t) const;
  // The state at time(fraction) from `u` at t_from, for eps = first + slope * (fraction of the step gone).
  Batch advanced(double fraction, const Batch& u, const Batch& first, const Batch& slope) const;

 private:
  Mat scale(double t) const;  // K(t), zero outside the driven blocks

  const Reverse& reverse_;
  Score& score_;
  double t_from_, t_to_, start_, length_;
};

}  // namespace pont::sde
