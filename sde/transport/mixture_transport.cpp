// Bures maps between components, and a network simplex over their distances.
#include "sde/transport/mixture_transport.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "sde/summation.hpp"

namespace pont::sde {
namespace {

using Eigen::MatrixXd, Eigen::VectorXd;

void check_mixture(const char* name, const GaussianMixture& p) {
  if (p.components.empty() || p.weights.size() != Eigen::Index(p.components.size()))
    throw std::invalid_argument(
        fmt::format("mixture_transport: {} has {} weights for {} components; expected one each, at "
                    "least one",
                    name, p.weights.size(), p.components.size()));
}

}  // namespace

AffineMap transport_map(const Gaussian& p0, const Gaussian& p1) {
  const MatrixXd root = covariance_root("transport_map: start", p0.covariance);
  const MatrixXd middle = covariance_root("transport_map", symmetric(root * p1.covariance * root));
  const MatrixXd left = times_inverse("transport_map: start", middle, root);  // middle S0^-1/2
  const MatrixXd A = symmetric(times_inverse("transport_map: start", left.transpose(), root));
  return {A, p1.mean - A * p0.mean};
}

Gaussian displacement(const Gaussian& p0, const Gaussian& p1, double t) {
  const MatrixXd I = MatrixXd::Identity(p0.mean.size(), p0.mean.size());
  const MatrixXd M = (1 - t) * I + t * transport_map(p0, p1).A;
  return {(1 - t) * p0.mean + t * p1.mean, symmetric(M * p0.covariance * M)};
}

double GaussianMixture::density(const VectorXd& x) const {
  double total = 0;
  for (std::size_t i = 0; i < components.size(); ++i) {
    const Eigen::LLT<MatrixXd> factor(components[i].covariance);
    const auto L = factor.matrixL();
    const double z = L.solve(VectorXd(x - components[i].mean)).squaredNorm();
    const double det = MatrixXd(L).diagonal().prod();
    total += weights(Eigen::Index(i)) * std::exp(-0.5 * z) /
             (det * std::pow(2 * std::numbers::pi, 0.5 * double(x.size())));
  }
  return total / weights.sum();
}

MixtureTransport mixture_transport(const GaussianMixture& p, const GaussianMixture& q) {
  check_mixture("p", p);
  check_mixture("q", q);
  Batch cost(p.weights.size(), q.weights.size());
  for (Eigen::Index i = 0; i < cost.rows(); ++i)
    for (Eigen::Index j = 0; j < cost.cols(); ++j)
      cost(i, j) = std::pow(wasserstein2(p.components[std::size_t(i)], q.components[std::size_t(j)]), 2);
  const auto weights = [](const VectorXd& w) {
    return std::span<const double>(w.data(), std::size_t(w.size()));
  };
  MixtureTransport result{
      0, kantorovich(weighted_masses("mixture_transport", weights(p.weights), weights(q.weights)), cost)};
  Sum total;
  for (const CoupledPair& pair : result.pairs) total += pair.mass * cost(pair.from, pair.to);
  result.distance = std::sqrt(total.value());
  return result;
}

GaussianMixture displacement(const GaussianMixture& p, const GaussianMixture& q, const SparsePlan& pairs,
                             double t) {
  GaussianMixture at{VectorXd(Eigen::Index(pairs.size())), {}};
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    at.weights(Eigen::Index(k)) = pairs[k].mass;
    at.components.push_back(
        displacement(p.components[std::size_t(pairs[k].from)], q.components[std::size_t(pairs[k].to)], t));
  }
  return at;
}

}  // namespace pont::sde
