// Errors of log-likelihoods by the probability flow of the diamond, point by point.
#pragma once
#include "autodiff/rng.hpp"
#include "experiments/metrics/repetition.hpp"
#include "sde/likelihood.hpp"

namespace pont::reproductions::cld {

/// What the flow says of points u = (x, v), x from the diamond and v ~ N(0, sde.initial), less the truth.
struct FlowErrors final {
  Eigen::VectorXd data;              ///< [n] against log p_0(x, v), nats
  Eigen::VectorXd solver;            ///< [n] against log p_t0(x, v): without the error of starting at t0
  metrics::Estimate nll = {};        ///< mean of -log p(x) by the flow, with the exact log p(v) taken off
  metrics::Estimate exact_nll = {};  ///< mean of -log p(x): what nll is to be
  metrics::Estimate bound =
      {};  ///< mean of -log p(x, v) less the entropy of v at t = 0: the published upper bound
  metrics::Estimate exact_bound =
      {};  ///< the same with the exact log p_0(x, v) at these points: what bound is to be
  std::int64_t evaluations = 0;  ///< of the score, with as many derivatives as the divergence takes

  metrics::Estimate mean_error() const;
  metrics::Estimate mean_solver_error() const;
};

/// For n points of the stream `key`. `probes_per_evaluation`: how often the divergence calls the score.
FlowErrors flow_errors(const sde::LinearSde& sde, sde::Divergence& divergence, int probes_per_evaluation,
                       const sde::LikelihoodSettings& settings, ad::Key key, Eigen::Index n);

/// The same with the exact divergence.
FlowErrors flow_errors(const sde::LinearSde& sde, const sde::LikelihoodSettings& settings, ad::Key key,
                       Eigen::Index n);

}  // namespace pont::reproductions::cld
