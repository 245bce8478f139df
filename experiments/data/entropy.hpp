// Log-densities of Gaussian mixtures at points, and entropy by Monte Carlo.
#pragma once
#include "experiments/data/data_set.hpp"
#include "experiments/metrics/repetition.hpp"

namespace pont::data {

/// log p(x) in nats at each row of points [n, d]. Throws std::invalid_argument if d isn't the mixture's, and
/// std::domain_error if a component has no density (variance 0).
Eigen::VectorXd log_density(const sde::Mixture& law, const metrics::Points& points);

/// -E log p(x) in nats, estimated on points of the law q that was sampled (at least 2): the cross entropy of
/// q and p, and the entropy of p when q is p.
metrics::Estimate cross_entropy(const sde::Mixture& law, const metrics::Points& points);

/// Entropy of the mixture in nats, from n of its own points: a pure function of (law, key, n).
metrics::Estimate entropy(const sde::Mixture& law, ad::Key key, ad::i64 n);

}  // namespace pont::data
