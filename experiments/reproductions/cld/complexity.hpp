// How hard a score is to learn: its distance from that of the prior, and the Jacobian of what the network
// learns.
#pragma once
#include "experiments/metrics/repetition.hpp"
#include "losses/regression.hpp"
#include "sde/score.hpp"

namespace pont::reproductions::cld {

/// At one time, for the diamond (Dockhorn, Vahdat & Kreis 2022, section 3.1 and figure 4):
struct Complexity final {
  metrics::Estimate xi;        ///< E |s - s_eq|^2 in the driven blocks, s_eq the score of the prior
  metrics::Estimate jacobian;  ///< E |d net / du|_F^2, net = -ell^-1 (s + R u) what the network outputs
};

/// Of the exact score, by quadrature: no error.
Complexity exact_complexity(const losses::Regression& regression, double t);

/// Of any score, over n points of the law at t; derivatives by central differences of width h.
Complexity sampled_complexity(const losses::Regression& regression, sde::Score& score, double t, double h,
                              ad::Key key, Eigen::Index n);

}  // namespace pont::reproductions::cld
