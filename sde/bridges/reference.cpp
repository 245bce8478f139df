// Transitions of linear references and of their Euler chains, and sizes of steps.
#include "sde/bridges/reference.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "sde/kernel.hpp"

namespace pont::sde {

// Transitions of linear references from those of a scalar linear SDE, and step by step for chains.

namespace {

void check_times(const char* where, double s, double t, double end) {
  if (!(0 <= s && s <= t && t <= end))
    throw std::invalid_argument(
        fmt::format("{}: from {} to {}; expected 0 <= from <= to <= {}, the horizon", where, s, t, end));
}

}  // namespace

AffineKernel ReferenceTransition::kernel(const Eigen::VectorXd& centre) const {
  const Eigen::MatrixXd I = Eigen::MatrixXd::Identity(centre.size(), centre.size());
  return {{gain * I, (1 - gain) * centre}, variance * I};
}

Pinned pinned(const ReferenceTransition& before, const ReferenceTransition& after) {
  const double q = before.then(after).variance;
  if (!(q > 0))
    throw std::invalid_argument(fmt::format(
        "pinned reference: the noise between the ends has variance {}; expected > 0: give it a horizon", q));
  return {before.gain * after.variance / q, after.gain * before.variance / q,
          before.variance * after.variance / q};
}

ReferenceTransition LinearReference::between(double s, double t) const {
  check_times("reference", s, t, T);
  const Kernel K = flow(Mat::Constant(1, 1, -alpha), Mat::Constant(1, 1, sigma * sigma), t - s);
  return {K.Phi(0, 0), K.Q(0, 0)};
}

LinearReference brownian(Eigen::Index d, double sigma, double T) {
  return ornstein_uhlenbeck(0, sigma, T, Eigen::VectorXd::Zero(d));
}

LinearReference ornstein_uhlenbeck(double alpha, double sigma, double T, const Eigen::VectorXd& centre) {
  if (!(sigma > 0) || !(T > 0) || !std::isfinite(alpha * sigma * T) || centre.size() < 1 ||
      !centre.allFinite())
    throw std::invalid_argument(
        fmt::format("reference: alpha = {}, sigma = {}, T = {}, centre in {} dimensions; expected sigma > 0, "
                    "T > 0, at least one dimension, and finite numbers",
                    alpha, sigma, T, centre.size()));
  return {alpha, sigma, T, centre};
}

EulerChain::EulerChain(double alpha, std::vector<double> gammas, Eigen::VectorXd centre)
    : alpha_(alpha), gammas_(std::move(gammas)), centre_(std::move(centre)) {
  if (gammas_.empty() || centre_.size() < 1)
    throw std::invalid_argument(fmt::format("steps: {} steps in {} dimensions; expected at least one of each",
                                            gammas_.size(), centre_.size()));
  for (std::size_t k = 0; k < gammas_.size(); ++k)
    if (!(gammas_[k] > 0) || !(alpha_ * gammas_[k] < 1) || !std::isfinite(alpha_ * gammas_[k]))
      throw std::invalid_argument(
          fmt::format("steps: gamma[{}] = {} with alpha = {}; expected gamma > 0 and alpha gamma < 1: "
                      "use more and smaller steps",
                      k, gammas_[k], alpha_));
}

ReferenceTransition EulerChain::between(int j, int k) const {
  check_times("steps", j, k, steps());
  ReferenceTransition all;
  for (int i = j; i < k; ++i) all = all.then({1 - alpha_ * gamma(i), 2 * gamma(i)});
  return all;
}

AffineChain EulerChain::kernels() const {
  AffineChain chain;
  for (int k = 0; k < steps(); ++k) chain.push_back(between(k, k + 1).kernel(centre_));
  return chain;
}

// Interpolation between two step sizes, and mirroring.

namespace {

void check_steps(int count, double first, double last) {
  if (count < 1 || !(first > 0) || !(last > 0) || !std::isfinite(first) || !std::isfinite(last))
    throw std::invalid_argument(fmt::format(
        "steps: {} of size {} to {}; expected at least one, and positive finite sizes", count, first, last));
}

double fraction(int i, int count) { return count == 1 ? 0 : static_cast<double>(i) / (count - 1); }

}  // namespace

std::vector<double> linear_steps(int count, double first, double last) {
  check_steps(count, first, last);
  std::vector<double> sizes;
  for (int i = 0; i < count; ++i) sizes.push_back(first + fraction(i, count) * (last - first));
  return sizes;
}

std::vector<double> geometric_steps(int count, double first, double last) {
  check_steps(count, first, last);
  std::vector<double> sizes;
  for (int i = 0; i < count; ++i) sizes.push_back(first * std::pow(last / first, fraction(i, count)));
  return sizes;
}

std::vector<double> mirrored_steps(int count, const std::vector<double>& half) {
  if (count < 1 || half.size() != static_cast<std::size_t>(count + 1) / 2)
    throw std::invalid_argument(
        fmt::format("steps: {} sizes to mirror into {}; expected half of them, the middle one included",
                    half.size(), count));
  std::vector<double> sizes = half;
  for (std::size_t i = static_cast<std::size_t>(count) / 2; i-- > 0;) sizes.push_back(half[i]);
  return sizes;
}

}  // namespace pont::sde
