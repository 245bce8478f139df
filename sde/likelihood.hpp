// Log-likelihood by the probability flow: the change of variables formula along the ODE.
#pragma once
#include <optional>

#include "sde/gaussian.hpp"
#include "sde/linear_sde.hpp"
#include "sde/noise.hpp"
#include "sde/runge_kutta.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// How tr(D ds/du) is obtained, per row.
class Divergence {
 public:
  virtual ~Divergence() = default;
  /// s: the score at (u, t), [B, k*d]; trace: [B]; D [k, k].
  virtual void operator()(Score& score, const Mat& D, const Batch& u, double t, Batch& s,
                          Eigen::VectorXd& trace) = 0;
};

/// The sum over all directions that noise drives: d * rank(D) probes per evaluation.
class ExactDivergence final : public Divergence {
 public:
  void operator()(Score& score, const Mat& D, const Batch& u, double t, Batch& s,
                  Eigen::VectorXd& trace) override;
};

/// Hutchinson's estimator, the mean of (G e)^T J (G e) over fixed Rademacher vectors e, D = G G^T (Hutchinson
/// 1989; Grathwohl et al. 2019). e holds the signs of the noise, stage = probe: keyed by row, the same along
/// the whole flow.
class HutchinsonDivergence final : public Divergence {
 public:
  HutchinsonDivergence(const StepNoise& noise, int probes) : noise_(noise), probes_(probes) {}
  void operator()(Score& score, const Mat& D, const Batch& u, double t, Batch& s,
                  Eigen::VectorXd& trace) override;

 private:
  StepNoise noise_;
  int probes_;
};

struct LikelihoodSettings {
  double t0 = 1e-5;  ///< u is taken as a sample at this time
  /// Of each step, in nats: absolute + relative |log p|. Some hundred steps add up to less than a hundred
  /// times that, whatever the scale of the law; in the units of an ordinary law (FlowFrame), of which u
  /// and the integral of the divergence are held to the tolerance instead, to a few hundred times that.
  Tolerance tolerance = {};
  /// Mean [d] and covariance [d, d] of the data, of which rows of u may be far or not: what is far, and what
  /// a tolerance means for data of an unusual scale (FlowFrame), is measured by them, carried to t. Without
  /// them the data count as N(0, prior), and errors as in the units of u.
  std::optional<Gaussian> law = {};
};

/// log p_t0(u) of the whole state in nats, [B]: log N(u_T; 0, prior) + int_t0^T div(beta A u - beta D s / 2)
/// dt (Chen et al. 2018; Song et al. 2021, eq. 39). Minus infinity for a row that the flow loses: one that
/// goes a thousand times as far from the law at t as it began, or that many deviations. Throws
/// std::runtime_error as integrate_adaptive does.
Eigen::VectorXd log_likelihood(const LinearSde& sde, Score& score, const Batch& u, Divergence& divergence,
                               const LikelihoodSettings& settings);

/// u [B, k*d] with data x [B, d] in block 0 and auxiliary blocks drawn from N(0, sde.initial).
Batch augmented(const LinearSde& sde, const Batch& x, const StepNoise& noise);

/// Entropy in nats of the auxiliary blocks at t = 0: d/2 log det(2 pi e initial_aux); 0 for k = 1.
/// log p(x) >= E_v log p(x, v) + entropy (Dockhorn, Vahdat & Kreis 2022, appendix B.1): the mean of
/// log_likelihood(augmented(x)) plus this is a lower bound on log p(x), and equal to it for k = 1.
/// Throws std::domain_error when that covariance is singular.
double auxiliary_entropy(const LinearSde& sde, Eigen::Index d);

}  // namespace pont::sde
