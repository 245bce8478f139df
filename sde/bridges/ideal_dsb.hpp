// What DSB computes when its networks are perfect: regressions of normal laws, step by step along the chain.
#pragma once
#include <string>

#include "sde/bridges/coupling.hpp"

namespace pont::sde {

// How DSB learns the reverse of one step X -> Y = F(X) + noise of variance v I (v = 2 gamma), X ~ law.
//
// Every rule gives an affine map with a Gaussian noise, so that normal laws stay normal and the recursion is
// exact.
class HalfBridgeRule {
 public:
  virtual ~HalfBridgeRule() = default;
  virtual std::string name() const = 0;
  // The kernel of X given Y that is learned. Throws std::invalid_argument when the law of Y is singular.
  virtual AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const = 0;
};

// Mean matching (De Bortoli et al. 2021, eq. 12-13): regression of Y + F(X) - F(Y) on Y, noise as in the
// step: B(y) = 2 y - F(y) - v S_Y^-1 (y - m_Y). Biased by O(gamma) in mean and variance; keeps the coupling.
// The score form (sums of networks) has the same minimiser.
class MeanMatching final : public HalfBridgeRule {
 public:
  std::string name() const override { return "mean matching"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

// Simplified target: regression of X on Y, noise as in the step: B(y) = E[X | Y = y]. Keeps mean and (to
// O(gamma^2)) variance, slowly forgets the reference.
class SimplifiedTarget final : public HalfBridgeRule {
 public:
  std::string name() const override { return "simplified"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

// Simplified target with the posterior (learned) variance: Bayes' rule, hence exact IPF on the chain.
class PosteriorVariance final : public HalfBridgeRule {
 public:
  std::string name() const override { return "posterior variance"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

// The same with a variance for every coordinate, which is what a network of 2 d outputs can learn: the diagonal of
// the posterior covariance. Exact where that is diagonal.
class DiagonalVariance final : public HalfBridgeRule {
 public:
  std::string name() const override { return "diagonal posterior variance"; }
  AffineKernel reverse(const AffineKernel& step, const Gaussian& law) const override;
};

// The chain X_N -> ... -> X_0 learned from X_0 -> ... -> X_N started at `start`, in the order in which it
// runs. Applied to its own result with the other end's law it is the next half-bridge.
AffineChain half_bridge(const HalfBridgeRule& rule, const AffineChain& chain, const Gaussian& start);

// The chain with the noise of its last step left out, as DSB samples: it lacks 2 gamma of variance.
AffineChain without_last_noise(AffineChain chain);

// State of the recursion after some iterations, each a backward and then a forward half-bridge: chains in the
// order in which they run.
struct DsbIterate {
  AffineChain backward, forward;
  GaussianCoupling from_end;    // ends of the backward chain, started at p1
  GaussianCoupling from_start;  // ends of the forward chain, started at p0
};

// Iterations 1..n from the reference chain. n >= 1 (else std::invalid_argument).
std::vector<DsbIterate> ideal_dsb(const HalfBridgeRule& rule, const AffineChain& reference,
                                  const Gaussian& p0, const Gaussian& p1, int n);

}  // namespace pont::sde
