// The trapezoidal rule under a normal law, and its product around each component.
#include "experiments/reproductions/cld/expectation.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace pont::reproductions::cld {
namespace {

struct Rule {
  Eigen::VectorXd nodes, weights;  // of the standard normal law
};

Rule trapezoidal(int n) {
  constexpr double reach = 8;  // beyond it lies a probability of 1e-15
  const Eigen::VectorXd nodes = Eigen::VectorXd::LinSpaced(n, -reach, reach);
  const Eigen::VectorXd weights = (-0.5 * nodes.array().square()).exp().matrix();
  return {nodes, weights / weights.sum()};
}

}  // namespace

DiffusedMixture::DiffusedMixture(const sde::LinearSde& sde, sde::Mixture data, double t, double floor)
    : data_(checked(std::move(data))),
      initial_(sde.initial),
      kernel_(sde.transition(0, t)),
      driven_(sde.driven()) {
  if (data_.means.cols() != 1)
    throw std::invalid_argument(
        fmt::format("diffused mixture: data in {} dimensions, expected 1; give one axis of a product",
                    data_.means.cols()));
  kernel_.Q.diagonal().array() += floor;
}

double DiffusedMixture::expectation(
    const std::function<double(sde::MixtureMarginal&, const double*)>& f) const {
  const int nodes = kernel_.Phi.rows() <= 2 ? 81 : 33;
  const Rule rule = trapezoidal(nodes);
  sde::MixtureMarginal law(data_, kernel_, initial_);
  const auto k = kernel_.Phi.rows();
  const auto points = static_cast<Eigen::Index>(std::pow(nodes, k));
  double sum = 0;
  for (Eigen::Index c = 0; c < data_.weights.size(); ++c) {
    const sde::Vec gain = kernel_.Phi.col(0);
    const sde::Mat root =
        sde::cholesky(kernel_.push(initial_) + data_.variances(c, 0) * gain * gain.transpose());
    for (Eigen::Index p = 0; p < points; ++p) {
      sde::Vec z(k);
      double weight = data_.weights(c);
      for (Eigen::Index b = 0, rest = p; b < k; ++b, rest /= nodes) {
        z(b) = rule.nodes(rest % nodes);
        weight *= rule.weights(rest % nodes);
      }
      const sde::Vec u = data_.means(c, 0) * gain + root * z;
      if (weight > 1e-25) sum += weight * f(law, u.data());
    }
  }
  return sum;
}

double DiffusedMixture::divergence_from(const sde::Mat& covariance) const {
  const sde::Mat precision = sde::inverse(covariance), root = sde::cholesky(covariance);
  const Eigen::Index k = covariance.rows();
  const double log_normal =
      -root.diagonal().array().log().sum() - 0.5 * static_cast<double>(k) * std::log(2 * std::numbers::pi);
  return expectation([&](sde::MixtureMarginal& law, const double* u) {
    double square = 0;
    for (Eigen::Index i = 0; i < k; ++i)
      for (Eigen::Index j = 0; j < k; ++j) square += u[i] * precision(i, j) * u[j];
    return law.log_density(u) - log_normal + 0.5 * square;
  });
}

double DiffusedMixture::fisher() const {
  return expectation([this](sde::MixtureMarginal& law, const double* u) {
    std::array<double, sde::max_blocks> s;
    law.log_density(u);
    law.score(u, s.data());
    double squares = 0;
    for (const int b : driven_) squares += s[static_cast<std::size_t>(b)] * s[static_cast<std::size_t>(b)];
    return squares;
  });
}

}  // namespace pont::reproductions::cld
