// Normal laws, and affine Gaussian kernels between them.
#include "sde/gaussian.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <string>

#include "sde/decompositions.hpp"
#include "sde/summation.hpp"

namespace pont::sde {
namespace {

using Eigen::Index, Eigen::MatrixXd, Eigen::VectorXd;

void check_gaussians(const std::string& where, const Gaussian& p, const Gaussian& q) {
  check_gaussian(where + ": first law", p);
  check_gaussian(where + ": second law", q);
  if (p.mean.size() != q.mean.size())
    throw std::invalid_argument(
        fmt::format("{}: dimensions {} and {} differ", where, p.mean.size(), q.mean.size()));
}

Eigen::LLT<MatrixXd> positive_cholesky(const std::string& where, const MatrixXd& S) {
  Eigen::LLT<MatrixXd> factor(S);
  if (factor.info() != Eigen::Success)
    throw std::invalid_argument(where +
                                ": covariance is not positive definite; KL needs densities of both laws");
  return factor;
}

}  // namespace

void check_gaussian(const std::string& where, const Gaussian& g) {
  const Index d = g.mean.size();
  if (d == 0 || g.covariance.rows() != d || g.covariance.cols() != d)
    throw std::invalid_argument(
        fmt::format("{}: mean has {} entries and covariance shape [{}, {}]; expected [d, d], "
                    "d >= 1",
                    where, d, g.covariance.rows(), g.covariance.cols()));
  if (!g.mean.allFinite() || !g.covariance.allFinite())
    throw std::invalid_argument(where + ": mean or covariance is not finite");
  const double asymmetry = (g.covariance - g.covariance.transpose()).cwiseAbs().maxCoeff();
  if (asymmetry > 1e-12 * g.covariance.cwiseAbs().maxCoeff())
    throw std::invalid_argument(
        fmt::format("{}: covariance differs from its transpose by {:.3g}; expected a "
                    "symmetric matrix",
                    where, asymmetry));
}

MatrixXd covariance_root(const std::string& where, const MatrixXd& S) {
  const auto [e, U] = symmetric_eigen(S);
  if (e.minCoeff() < -1e-12 * e.cwiseAbs().maxCoeff())
    throw std::invalid_argument(
        fmt::format("{}: covariance has the eigenvalue {:.3g}; expected all >= 0", where, e.minCoeff()));
  return U * e.cwiseMax(0).cwiseSqrt().asDiagonal() * U.transpose();
}

double wasserstein2(const Gaussian& p, const Gaussian& q) {
  check_gaussians("wasserstein2", p, q);
  const MatrixXd A = covariance_root("wasserstein2: first law", p.covariance);
  const MatrixXd B = covariance_root("wasserstein2: second law", q.covariance);
  // U of the polar decomposition of B^T A maximises tr(U^T B^T A), hence minimises |A - B U|_F.
  const MatrixXd U = nearest_rotation(B.transpose() * A);
  return std::sqrt((p.mean - q.mean).squaredNorm() + (A - B * U).squaredNorm());
}

double kullback_leibler(const Gaussian& p, const Gaussian& q) {
  check_gaussians("kullback_leibler", p, q);
  positive_cholesky("kullback_leibler: first law", p.covariance);
  const auto factor = positive_cholesky("kullback_leibler: second law", q.covariance);
  const auto L = factor.matrixL();
  MatrixXd E = L.solve(MatrixXd(p.covariance - q.covariance));
  E = L.solve(MatrixXd(E.transpose()));
  const VectorXd e = symmetric_eigenvalues(E);
  Sum total;
  for (const double x : e) total += x - std::log1p(x);
  total += L.solve(VectorXd(q.mean - p.mean)).squaredNorm();
  return 0.5 * total.value();
}

AffineKernel AffineKernel::then(const AffineKernel& next) const {
  const AffineMap& second = next.mean;
  return {{second.A * mean.A, second(mean.b)},
          symmetric(second.A * covariance * second.A.transpose() + next.covariance)};
}

Gaussian AffineKernel::push(const Gaussian& law) const {
  return {mean(law.mean), symmetric(mean.A * law.covariance * mean.A.transpose() + covariance)};
}

AffineKernel whole(const AffineChain& chain) {
  if (chain.empty()) throw std::invalid_argument("chain of kernels: it is empty; give at least one step");
  AffineKernel all = chain[0];
  for (std::size_t k = 1; k < chain.size(); ++k) all = all.then(chain[k]);
  return all;
}

std::vector<Gaussian> laws(const AffineChain& chain, const Gaussian& start) {
  std::vector<Gaussian> result{start};
  for (const AffineKernel& step : chain) result.push_back(step.push(result.back()));
  return result;
}

AffineKernel reversed(const AffineKernel& kernel, const Gaussian& law) {
  const Gaussian after = kernel.push(law);
  const Eigen::MatrixXd cross = law.covariance * kernel.mean.A.transpose();  // Cov(X, Y)
  const Eigen::MatrixXd G = times_inverse("reversed kernel", cross, after.covariance);
  return {{G, law.mean - G * after.mean}, symmetric(law.covariance - G * cross.transpose())};
}

Eigen::MatrixXd times_inverse(const std::string& where, const Eigen::MatrixXd& X, const Eigen::MatrixXd& S) {
  const Eigen::LLT<Eigen::MatrixXd> factor(S);
  if (factor.info() != Eigen::Success)
    throw std::invalid_argument(where +
                                ": a covariance is not positive definite, so nothing can be conditioned on "
                                "it; give every law a density");
  return factor.solve(X.transpose()).transpose();
}

}  // namespace pont::sde
