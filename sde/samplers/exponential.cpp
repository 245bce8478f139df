// Exponential integrators: variation of constants by quadrature, for a held score and for polynomials of the
// predicted noise.
#include "sde/samplers/exponential.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <vector>

#include "sde/perturbation.hpp"
#include "sde/quadrature.hpp"
#include "sde/samplers/support.hpp"

namespace pont::sde {
namespace {

// A few k x k matrices side by side.
using Wide =
    Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor, max_blocks, 2 * max_blocks>;

// t_to, the times between where beta of a chain jumps, t_from.
std::vector<double> smooth_pieces(const LinearSde& sde, double t_to, double t_from) {
  std::vector<double> times{t_to};
  for (int i = 1; i < sde.clock.steps; ++i)
    if (const double t = sde.T * i / sde.clock.steps; t > t_to && t < t_from) times.push_back(t);
  times.push_back(t_from);
  return times;
}

// (1 + lambda^2)/2 int_{t_to}^{t_from} e^{-A (B(t) - B(t_to))} beta(t) D(t) f(t) dt for f [k, m], m <= 2k:
// the variation of constants formula of reverse time for the score s = f(t). Adaptive quadrature in sqrt(t),
// where the 1/sqrt(t) of a score near the data is smooth; 1e-11 of the largest entry.
Wide gain(const Reverse& reverse, double t_from, double t_to, const std::function<Wide(double t)>& f) {
  const LinearSde& sde = reverse.sde();
  const Mat none = Mat::Zero(sde.k(), sde.k()), backwards = -sde.A;
  const double end = sde.elapsed(t_to);
  auto integrand = [&](double root) -> Wide {
    const double t = root * root;
    const Mat carried = flow(backwards, none, sde.elapsed(t) - end).Phi * sde.diffusion(t);
    return (2 * root) * (carried * f(t));
  };
  auto close = [](const Wide& coarse, const Wide& fine) {
    return (coarse - fine).cwiseAbs().maxCoeff() <= 1e-11 * fine.cwiseAbs().maxCoeff();
  };
  const std::vector<double> times = smooth_pieces(sde, t_to, t_from);
  Wide total = integrate(integrand, std::sqrt(times[0]), std::sqrt(times[1]), close);
  for (std::size_t i = 1; i + 1 < times.size(); ++i)
    total += integrate(integrand, std::sqrt(times[i]), std::sqrt(times[i + 1]), close);
  return reverse.score_factor() * total;
}

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

}  // namespace

void ExponentialIntegrator::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                                 const StepNoise& noise, Batch& u) const {
  const int k = reverse.sde().k();
  const Kernel linear = reverse.linear(t_from, t_to, Mat::Zero(k, k));
  const Mat held = gain(reverse, t_from, t_to, [k](double) -> Wide { return Mat::Identity(k, k); });
  Batch s;
  score(u, t_from, s);
  Batch next = mixed(linear.Phi, u);
  add_mixed(1, held, s, next);
  add_noise(square_root(linear.Q), noise, 0, next);
  u.swap(next);
}

void Ddim::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                Batch& u) const {
  const NoisePrediction flow("ddim", reverse, score, t_from, t_to);
  u = flow.advanced(1, u, flow.noise(u, t_from), Batch::Zero(u.rows(), u.cols()));
}

void DpmSolver2::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                      Batch& u) const {
  const NoisePrediction flow("dpm_solver_2", reverse, score, t_from, t_to);
  const Batch first = flow.noise(u, t_from);
  const Batch middle = flow.advanced(0.5, u, first, Batch::Zero(u.rows(), u.cols()));
  u = flow.advanced(1, u, first, 2 * (flow.noise(middle, flow.time(0.5)) - first));
}

void DpmSolver3::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                      Batch& u) const {
  constexpr double third = 1. / 3, two_thirds = 2. / 3;
  const NoisePrediction flow("dpm_solver_3", reverse, score, t_from, t_to);
  const Batch first = flow.noise(u, t_from);
  const Batch early = flow.advanced(third, u, first, Batch::Zero(u.rows(), u.cols()));
  const Batch slope = 3 * (flow.noise(early, flow.time(third)) - first);
  const Batch late = flow.advanced(two_thirds, u, first, slope);
  u = flow.advanced(1, u, first, 1.5 * (flow.noise(late, flow.time(two_thirds)) - first));
}

}  // namespace pont::sde
