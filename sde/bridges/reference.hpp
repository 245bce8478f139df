// Reference processes of Schroedinger bridges: linear, isotropic, in continuous time and as Euler chains.
#pragma once
#include <vector>

#include "sde/gaussian.hpp"

namespace pont::sde {

/// X_t | X_s ~ N(centre + gain (X_s - centre), variance I): what a reference does between two times.
struct ReferenceTransition {
  double gain = 1, variance = 0;
  ReferenceTransition then(const ReferenceTransition& next) const {
    return {next.gain * gain, next.gain * next.gain * variance + next.variance};
  }
  /// s = variance / gain: all that the static Schroedinger problem knows of its reference, since
  /// log p(x1 | x0) = x0.x1 / s + (a function of x0) + (a function of x1). It is the entropic
  /// regularisation of the cost |x0 - x1|^2 / 2.
  double regularisation() const { return variance / gain; }
  /// The same as a kernel in the dimension of the centre [d].
  AffineKernel kernel(const Eigen::VectorXd& centre) const;
};

/// X_t | X_0, X_T ~ N(centre + start (X_0 - centre) + end (X_T - centre), variance I).
struct Pinned {
  double start = 1, end = 0, variance = 0;
};

/// The reference at t with both ends given: start = a1 q2 / q, end = a2 q1 / q, variance = q1 q2 / q, with
/// {a1, q1} = `before` from 0 to t, {a2, q2} = `after` from t to T, and q = a2^2 q1 + q2 the variance of
/// both. Throws std::invalid_argument when both variances are 0.
Pinned pinned(const ReferenceTransition& before, const ReferenceTransition& after);

/// dX = -alpha (X - centre) dt + sigma dW on [0, T].
struct LinearReference {
  double alpha = 0, sigma = 1, T = 1;
  Eigen::VectorXd centre;  ///< [d]

  /// From time s to time t, 0 <= s <= t <= T.
  ReferenceTransition between(double s, double t) const;
  ReferenceTransition whole() const { return between(0, T); }
  Pinned pinned(double t) const { return sde::pinned(between(0, t), between(t, T)); }
};

/// sigma dW in d dimensions.
LinearReference brownian(Eigen::Index d, double sigma, double T);
/// Throws std::invalid_argument, as brownian does, unless sigma > 0, T > 0 and d >= 1, and all is finite. A
/// negative alpha drives away from the centre and is allowed.
LinearReference ornstein_uhlenbeck(double alpha, double sigma, double T, const Eigen::VectorXd& centre);

/// X_{k+1} = X_k - alpha gamma_{k+1} (X_k - centre) + sqrt(2 gamma_{k+1}) Z, k = 0..N-1: the reference of DSB
/// (De Bortoli, Thornton, Heng, Doucet 2021, section 3.1), the Euler scheme of dX = -alpha (X - centre) dt +
/// sqrt 2 dW. alpha = 0: Brownian.
class EulerChain final {
 public:
  /// gammas [N] > 0, in the order of forward time: any schedule, symmetric or not. Throws
  /// std::invalid_argument for an empty or non-positive schedule, or alpha gamma >= 1 (a step would jump over
  /// the centre).
  EulerChain(double alpha, std::vector<double> gammas, Eigen::VectorXd centre);

  int steps() const { return static_cast<int>(gammas_.size()); }
  double alpha() const { return alpha_; }
  const Eigen::VectorXd& centre() const { return centre_; }
  /// Of the step from X_k to X_{k+1}, k = 0..N-1; its noise has variance 2 gamma(k).
  double gamma(int k) const { return gammas_.at(static_cast<std::size_t>(k)); }
  /// From X_j to X_k, 0 <= j <= k <= N.
  ReferenceTransition between(int j, int k) const;
  ReferenceTransition whole() const { return between(0, steps()); }
  Pinned pinned(int k) const { return sde::pinned(between(0, k), between(k, steps())); }
  /// The N steps as kernels.
  AffineChain kernels() const;

 private:
  double alpha_;
  std::vector<double> gammas_;
  Eigen::VectorXd centre_;
};

// Step sizes of Euler chains: constant, linear or geometric, one way or up and down again.

/// `count` sizes from `first` to `last`, equally spaced or in equal ratios; a single one is `first`. All
/// throw std::invalid_argument unless count >= 1 and the sizes are positive and finite.
std::vector<double> linear_steps(int count, double first, double last);
std::vector<double> geometric_steps(int count, double first, double last);

/// The same sizes forwards and then backwards: `count` of them, of which `half` gives the first (count + 1) /
/// 2; the middle one of an odd count stands once (De Bortoli, Thornton, Heng, Doucet 2021, appendix I.1,
/// where the count is even). Throws std::invalid_argument unless half.size() is (count + 1) / 2.
std::vector<double> mirrored_steps(int count, const std::vector<double>& half);

}  // namespace pont::sde
