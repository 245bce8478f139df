// Products of normal densities, component by component, in the log domain.
#include "sde/bridges/light_bridge.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "sde/summation.hpp"

namespace pont::sde {

using Eigen::ArrayXd, Eigen::ArrayXXd, Eigen::Index, Eigen::VectorXd;

LightBridge::LightBridge(LightPotential potential) : potential_(std::move(potential)) {
  const LightPotential& p = potential_;
  const Index K = p.means.rows(), d = p.means.cols();
  if (K < 1 || d < 1 || p.log_weights.size() != K || p.scales.rows() != K || p.scales.cols() != d)
    throw std::invalid_argument(fmt::format(
        "light bridge: log_weights [{}], means [{}, {}], scales [{}, {}]; expected [K], [K, d] and [K, d]",
        p.log_weights.size(), K, d, p.scales.rows(), p.scales.cols()));
  if (!(p.epsilon > 0) || !(p.scales.minCoeff() > 0) || !p.log_weights.allFinite() || !p.means.allFinite())
    throw std::invalid_argument(fmt::format(
        "light bridge: epsilon = {}, smallest scale {}; expected both > 0 and finite weights and means",
        p.epsilon, p.scales.minCoeff()));
}

VectorXd LightBridge::log_potential(const Batch& Y) const {
  const LightPotential& p = potential_;
  const ArrayXd norm = p.log_weights.array() -
                       0.5 * (2 * std::numbers::pi * p.epsilon * p.scales.array()).log().rowwise().sum();
  return row_log_sum_exp(Y.rows(), p.means.rows(), [&](Index b, Index k) {
    return norm(k) -
           0.5 * ((Y.row(b) - p.means.row(k)).array().square() / p.scales.row(k).array()).sum() / p.epsilon;
  });
}

VectorXd LightBridge::log_normaliser(const Batch& X) const {
  const LightPotential& p = potential_;
  return row_log_sum_exp(X.rows(), p.means.rows(), [&](Index b, Index k) {
    const auto x = X.row(b).array();
    return p.log_weights(k) +
           (x * (p.scales.row(k).array() * x + 2 * p.means.row(k).array())).sum() / (2 * p.epsilon);
  });
}

// X_1 given X_t = x has the density exp(|y|^2 / 2 epsilon) v(y) N(y; x, epsilon (1 - t)): component k has the
// precision (t / (1 - t) + 1 / S_k) / epsilon, hence with A = 1 / (1 + S_k t / (1 - t)) the variance epsilon
// S_k A, the mean A (r_k + S_k x / (1 - t)), and the weight sqrt(A) exp(...) of the completed square.
void LightBridge::posterior(const double* row, double t, ArrayXd& weights, ArrayXXd& means) const {
  const LightPotential& p = potential_;
  const Eigen::Map<const Eigen::Array<double, 1, Eigen::Dynamic>> x(row, dimension());
  for (Index k = 0; k < p.means.rows(); ++k) {
    const auto r = p.means.row(k).array(), S = p.scales.row(k).array();
    const Eigen::Array<double, 1, Eigen::Dynamic> A = 1 / (1 + S * (t / (1 - t)));
    means.row(k) = A * (r + S * x / (1 - t));
    // mean^2 / (S A) - r^2 / S, expanded so that nothing divides by S
    const auto square = A * (x * (S * x / (1 - t) + 2 * r) / (1 - t) - r.square() * (t / (1 - t)));
    weights(k) = p.log_weights(k) + 0.5 * A.log().sum() + 0.5 * square.sum() / p.epsilon;
  }
  weights = (weights - weights.maxCoeff()).exp();
  weights /= weights.sum();
}

Mixture LightBridge::conditional(const VectorXd& x) const {
  const LightPotential& p = potential_;
  Mixture law{ArrayXd(p.means.rows()), ArrayXXd(p.means.rows(), dimension()), p.epsilon * p.scales.array()};
  posterior(x.data(), 0, law.weights, law.means);
  return law;
}

Batch LightBridge::expected_end(const Batch& X, double t) const {
  if (!(0 <= t && t < 1))
    throw std::invalid_argument(fmt::format("light bridge: expected end at t = {}; expected 0 <= t < 1", t));
  Batch mean(X.rows(), X.cols());
  ArrayXd weights(potential_.means.rows());
  ArrayXXd means(weights.size(), dimension());
  for (Index b = 0; b < X.rows(); ++b) {
    posterior(X.row(b).data(), t, weights, means);
    mean.row(b) = weights.matrix().transpose() * means.matrix();
  }
  return mean;
}

Batch LightBridge::drift(const Batch& X, double t) const { return (expected_end(X, t) - X) / (1 - t); }

Batch LightBridge::sample(const Batch& X, const ad::Key& key, std::uint64_t first) const {
  Batch Y(X.rows(), X.cols());
  ad::fill_normal(key / "noise", 0, first * std::uint64_t(X.cols()), Y.size(), Y.data());
  for (Index b = 0; b < X.rows(); ++b) {
    const Mixture law = conditional(X.row(b));
    double u = (key / "component").uniform(first + std::uint64_t(b));
    Index k = 0;
    while (k + 1 < law.weights.size() && u > law.weights(k)) u -= law.weights(k++);
    Y.row(b) = law.means.row(k) + law.variances.row(k).sqrt() * Y.row(b).array();
  }
  return Y;
}

}  // namespace pont::sde
