// Dense linear algebra on means and covariances.
#include "sde/affine_kernel.hpp"

#include <stdexcept>

namespace pont::sde {

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
