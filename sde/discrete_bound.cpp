// The discrete bound: a divergence of two normal laws per step, and the bins of the last.
#include "sde/discrete_bound.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "sde/named_row.hpp"
#include "sde/perturbation.hpp"

namespace pont::sde {

namespace {

void check_data_alone(const LinearSde& sde, const std::string& what) {
  if (sde.k() != 1)
    throw std::invalid_argument(fmt::format(
        "{} of '{}': its state has {} blocks, expected 1, for a discrete diffusion has data alone", what,
        sde.name, sde.k()));
}

}  // namespace

AlphaBars levels_at(const LinearSde& sde, const std::vector<double>& times) {
  check_data_alone(sde, "levels");
  std::vector<double> values;
  for (auto t = times.rbegin(); t != times.rend(); ++t) {
    const Kernel kernel = sde.transition(0, *t);
    const double signal = kernel.Phi(0, 0) * kernel.Phi(0, 0);
    values.push_back(signal / (signal + kernel.Q(0, 0)));
  }
  return AlphaBars(std::move(values));
}

NoisePrediction noise_prediction(const LinearSde& sde, Score& score, const AlphaBars& levels) {
  check_data_alone(sde, "noise prediction");
  constexpr double earliest = 1e-9;  // of T
  return [sde, &score, levels](const Batch& x, int i, Batch& eps) {
    const double t = time_of_log_snr(sde, levels.log_snr(i), earliest * sde.T, sde.T);
    const Kernel kernel = sde.transition(0, t);
    const Batch u = (kernel.Phi(0, 0) / std::sqrt(levels(i))) * x;
    score(u, t, eps);
    eps *= -std::sqrt(kernel.Q(0, 0));
  };
}

const std::vector<StepVariance>& step_variances() {
  static const std::vector<StepVariance> rows{
      {"posterior", "that of x_{i-1} given x_i and x_0", "Ho, Jain & Abbeel 2020, eq. 7",
       [](const AlphaBars& a, int i) { return (1 - a(i - 1)) / (1 - a(i)) * a.beta(i); }},
      {"beta", "that of the forward step", "Ho, Jain & Abbeel 2020, section 3.2",
       [](const AlphaBars& a, int i) { return a.beta(i); }}};
  return rows;
}

const StepVariance& step_variance(const std::string& name) {
  return row_named("step variance", step_variances(), name);
}

Eigen::VectorXd DensityStep::nats(const Batch& x, const Batch& noised, const Batch&, double alpha_bar) const {
  const double variance = (1 - alpha_bar) / alpha_bar;
  const Batch away = x - noised / std::sqrt(alpha_bar);
  return 0.5 * (away.rowwise().squaredNorm().array() / variance +
                static_cast<double>(x.cols()) * std::log(2 * std::numbers::pi * variance));
}

namespace {

// -log P(a < z < b) for a standard normal z: of the tail beyond `far` by the first term of its expansion,
// where the difference of two tails is 0 in double.
double nats_between(double a, double b) {
  constexpr double far = 35;
  if (a + b < 0) return nats_between(-b, -a);  // now |a| <= b
  if (a > far)
    return 0.5 * a * a + std::log(a * std::sqrt(2 * std::numbers::pi)) -
           std::log1p(-std::exp(0.5 * (a - b) * (a + b)));
  return -std::log(0.5 * (std::erfc(a / std::numbers::sqrt2) - std::erfc(b / std::numbers::sqrt2)));
}

}  // namespace

Eigen::VectorXd BinStep::nats(const Batch& x, const Batch& noised, const Batch& eps, double alpha_bar) const {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const double deviation = std::sqrt(1 - alpha_bar), slack = 0.25 * width_;
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(x.rows());
  for (Eigen::Index r = 0; r < x.rows(); ++r)
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      const double centre = x(r, j), mean = (noised(r, j) - deviation * eps(r, j)) / std::sqrt(alpha_bar);
      const double below = centre < low_ + slack ? -infinite : centre - 0.5 * width_,
                   above = centre > high_ - slack ? infinite : centre + 0.5 * width_;
      sum[r] += nats_between((below - mean) / deviation, (above - mean) / deviation);
    }
  return sum;
}

namespace {

// KL(N(sqrt(a) x, 1 - a) || N(0, I)).
Eigen::VectorXd last_rate(const Batch& x, double a) {
  const auto d = static_cast<double>(x.cols());
  return 0.5 * (a * x.rowwise().squaredNorm().array() - d * (a + std::log1p(-a)));
}

// KL(q(x_{i-1} | x_i, x_0) || p(x_{i-1} | x_i)) for an error eps_hat - eps of squared norm `errors`.
Eigen::ArrayXd step_rate(const AlphaBars& a, int i, double variance, const Eigen::ArrayXd& errors,
                         Eigen::Index d) {
  const double alpha = a(i) / a(i - 1), beta = 1 - alpha,
               ratio = step_variance("posterior").variance(a, i) / variance;
  const double of_variance = 0.5 * static_cast<double>(d) * (ratio - 1 - std::log(ratio));
  return beta * beta / (2 * variance * alpha * (1 - a(i))) * errors + of_variance;
}

}  // namespace

DiscreteBound discrete_bound(const AlphaBars& levels, const NoisePrediction& model,
                             const StepVariance& variance, const LastStep& last, const Batch& x,
                             const Noise& noise) {
  DiscreteBound bound{last_rate(x, levels(levels.steps())), Eigen::VectorXd::Zero(x.rows())};
  Batch z(x.rows(), x.cols()), eps;
  for (int i = levels.steps(); i >= 1; --i) {
    noise.fill(i, 0, z);
    const Batch noised = std::sqrt(levels(i)) * x + std::sqrt(1 - levels(i)) * z;
    model(noised, i, eps);
    if (i == 1)
      bound.distortion = last.nats(x, noised, eps, levels(1));
    else
      bound.rate.array() +=
          step_rate(levels, i, variance.variance(levels, i), (eps - z).rowwise().squaredNorm(), x.cols());
  }
  return bound;
}

}  // namespace pont::sde
