// What is known of the law of a data set: its moments, density and entropy, and its support.
#pragma once
#include <functional>

#include "experiments/data/data_set.hpp"
#include "experiments/metrics/repetition.hpp"

namespace pont::data {

/// Of the law itself where it is known, else of 4096 points of a stream of their own: the same at every call.
/// Beyond `most_correlated` dimensions covariances of sampled points are left out, and only variances stay.
sde::Gaussian data_moments(const DataSet& data);
inline constexpr int most_correlated = 256;

/// Whether every component of the law has a density: false for a point mass, or a line.
bool has_density(const sde::Mixture& law);

/// log p(x) in nats at each row of points [n, d]. Throws std::invalid_argument if d isn't the mixture's, and
/// std::domain_error if a component has no density (variance 0).
Eigen::VectorXd log_density(const sde::Mixture& law, const metrics::Points& points);

/// -E log p(x) in nats, estimated on points of the law q that was sampled (at least 2): the cross entropy of
/// q and p, and the entropy of p when q is p.
metrics::Estimate cross_entropy(const sde::Mixture& law, const metrics::Points& points);

/// Entropy of the mixture in nats, from n of its own points: a pure function of (law, key, n).
metrics::Estimate entropy(const sde::Mixture& law, ad::Key key, ad::i64 n);

struct Support final {
  std::function<Eigen::VectorXd(const metrics::Points&)>
      distance;      ///< of each row of [n, d] from the set, data units, [n]
  double width = 0;  ///< a point further than this is outside: data hardly ever are
};

/// What such a data set is besides; each states what its distance is of.
class HasSupport {
 public:
  virtual ~HasSupport() = default;
  virtual Support support() const = 0;
};

/// Nothing for a data set without one.
inline std::optional<Support> support_of(const DataSet& data) {
  const auto* shaped = dynamic_cast<const HasSupport*>(&data);
  return shaped ? std::optional(shaped->support()) : std::nullopt;
}

}  // namespace pont::data
