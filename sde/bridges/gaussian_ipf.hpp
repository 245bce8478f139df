// Exact iterates between normal ends: of IPF, on moments and on precisions, and of DSB with perfect networks.
#pragma once
#include <string>

#include "sde/bridges/gaussian_bridge.hpp"

namespace pont::sde {

/// One half-bridge each: the conditional law given that end is kept, its marginal replaced (Fortet 1940;
/// Ruschendorf 1995). They never leave the normal laws, so that the iterates are exact.
GaussianCoupling with_start(const GaussianCoupling& coupling, const Gaussian& start);
GaussianCoupling with_end(const GaussianCoupling& coupling, const Gaussian& end);

/// Iterates 0..n of IPF: iterate 0 is the reference, X_0 ~ p0 and X_1 | X_0 by its kernel; odd iterates have
/// the end p1, even ones the start p0. DSB counts pairs of them: its n-th backward process is iterate 2n - 1,
/// its n-th forward process 2n. Throws std::invalid_argument for n < 0 or a singular law.
std::vector<GaussianCoupling> ipf_iterates(const Gaussian& p0, const Gaussian& p1,
                                           const AffineKernel& reference, int n);

/// The same iteration on the joint precision [[P, -J^T], [-J, R]] and the linear terms h0, h1 of the
/// log-density: a half-bridge multiplies by a function of one end, so that J = Q^-1 A never changes. For X_1
/// | X_0 ~ N(A X_0 + b, Q):
///   start  R = Q^-1, h1 = Q^-1 b, P = S0^-1 + J^T R^-1 J, h0 = S0^-1 m0 - J^T R^-1 h1
///   odd    R <- S1^-1 + J P^-1 J^T,  h1 <- S1^-1 m1 - J P^-1 h0
///   even   P <- S0^-1 + J^T R^-1 J,  h0 <- S0^-1 m0 - J^T R^-1 h1
/// All laws and Q must be positive definite (else std::invalid_argument).
class PrecisionIpf final {
 public:
  PrecisionIpf(const Gaussian& p0, const Gaussian& p1, const AffineKernel& reference);

  void fit_end();
  void fit_start();
  GaussianCoupling coupling() const;

 private:
  Eigen::MatrixXd J_, P_, R_, S0_inverse_, S1_inverse_;
  Eigen::VectorXd h0_, h1_, natural0_, natural1_;  // natural: S^-1 m of the two targets
};

/// How DSB learns the reverse of one step X -> Y = F(X) + noise of variance v I (v = 2 gamma), X ~ law.
///
/// Every rule gives an affine map with a Gaussian noise, so that normal laws stay normal and the recursion is
/// exact.
class HalfBridgeRule {
 public:
  virtual ~HalfBridgeRule() = default;
  virtual std::string name() const = 0;
  /// The kernel of X given Y that is learned. Throws std::invalid_argument when the law of Y is singular.
  virtual AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const = 0;
};

/// Mean matching (De Bortoli et al. 2021, eq. 12-13): regression of Y + F(X) - F(Y) on Y, noise as in the
/// step: B(y) = 2 y - F(y) - v S_Y^-1 (y - m_Y). Biased by O(gamma) in mean and variance; keeps the coupling.
/// The score form (sums of networks) has the same minimiser.
class MeanMatching final : public HalfBridgeRule {
 public:
  std::string name() const override { return "mean matching"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

/// Simplified target: regression of X on Y, noise as in the step: B(y) = E[X | Y = y]. Keeps mean and (to
/// O(gamma^2)) variance, slowly forgets the reference.
class SimplifiedTarget final : public HalfBridgeRule {
 public:
  std::string name() const override { return "simplified"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

/// Simplified target with the posterior (learned) variance: Bayes' rule, hence exact IPF on the chain.
class PosteriorVariance final : public HalfBridgeRule {
 public:
  std::string name() const override { return "posterior variance"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

/// The same with a variance for every coordinate, which is what a network of 2 d outputs can learn: the
/// diagonal of the posterior covariance. Exact where that is diagonal.
class DiagonalVariance final : public HalfBridgeRule {
 public:
  std::string name() const override { return "diagonal posterior variance"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

/// The chain X_N -> ... -> X_0 learned from X_0 -> ... -> X_N started at `start`, in the order in which it
/// runs. Applied to its own result with the other end's law it is the next half-bridge.
AffineChain half_bridge(const HalfBridgeRule& rule, const AffineChain& chain, const Gaussian& start);

/// The chain with the noise of its last step left out, as DSB samples: it lacks 2 gamma of variance.
AffineChain without_last_noise(AffineChain chain);

/// State of the recursion after some iterations, each a backward and then a forward half-bridge: chains in
/// the order in which they run.
struct DsbIterate {
  AffineChain backward, forward;
  GaussianCoupling from_end;    ///< ends of the backward chain, started at p1
  GaussianCoupling from_start;  ///< ends of the forward chain, started at p0
};

/// Iterations 1..n from the reference chain. n >= 1 (else std::invalid_argument).
std::vector<DsbIterate> ideal_dsb(const HalfBridgeRule& rule, const AffineChain& reference,
                                  const Gaussian& p0, const Gaussian& p1, int n);

}  // namespace pont::sde
