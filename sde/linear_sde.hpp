// Every linear SDE of the project is one value of this type; its laws follow from its transition kernel.
//
//   du = beta(t) A u dt + sqrt(beta(t) D) dw,   u in R^{k d}: k blocks of d coordinates, block 0 is the data.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sde/clock.hpp"
#include "sde/kernel.hpp"

namespace pont::sde {

struct LinearSde {
  std::string name;
  Mat A;        ///< drift, k x k
  Mat D;        ///< diffusion, k x k, symmetric positive semidefinite
  Clock clock;  ///< beta(t) and its integral
  Mat prior;    ///< covariance at T that sampling starts from, k x k, positive definite
  Mat initial;  ///< covariance of the auxiliary blocks at t = 0 (row and column 0 are zero); they have
                ///< mean zero
  double T = 1;
  std::optional<Mat> stationary = {};           ///< P with A P + P A^T + D = 0, where there is one
  std::function<Mat(double t)> varying_D = {};  ///< D(t) where it is not constant; D then bounds it
  std::function<Kernel(double s, double t)> own_transition = {};  ///< closed form where A, D do not give it

  int k() const { return static_cast<int>(A.rows()); }
  double beta(double t) const { return clock.beta(t); }
  double elapsed(double t) const { return clock.elapsed(t); }

  /// Coefficients per unit of t, k x k: beta A and beta D.
  Mat drift(double t) const { return beta(t) * A; }
  Mat diffusion(double t) const { return beta(t) * (varying_D ? varying_D(t) : D); }
  /// The blocks that noise enters directly: the non-zero rows of D, ascending. The score is needed in these
  /// only.
  std::vector<int> driven() const;

  /// Law of u_t given u_s, 0 <= s <= t <= T.
  Kernel transition(double s, double t) const;
  /// Mean of u_t per coordinate, for an initial mean m0 (k).
  Vec mean(double t, const Vec& m0) const;
  /// Covariance of u_t per coordinate, for an initial covariance S0. Denoising score matching is S0 = 0,
  /// hybrid score matching is S0 = initial: an argument, not a branch.
  Mat covariance(double t, const Mat& S0) const;
};

/// The same value once it is proved consistent: sizes, D and initial symmetric positive semidefinite, prior
/// positive definite, beta > 0 and its integral, the stationary law, noise that reaches every block by time
/// T. Throws std::invalid_argument, naming the SDE, what was found, what was expected and the remedy.
LinearSde checked(LinearSde sde);

/// Kernel of du = A u db + dw, d<w> = W dt, over t in [t0, t1], where db = db(t) is the clock `elapsed` and
/// W(t) the covariance rate per unit of t: short flows composed by adaptive quadrature, relative error about
/// 1e-13 per entry.
Kernel composed_flow(const Mat& A, const std::function<double(double)>& elapsed,
                     const std::function<Mat(double)>& W, double t0, double t1);

}  // namespace pont::sde
