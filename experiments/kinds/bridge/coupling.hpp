// Minibatch couplings: which point of one law goes with which of the other.
#pragma once
#include <memory>
#include <vector>

#include "autodiff/rng.hpp"
#include "experiments/config/choice.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::kinds::bridge {

class MinibatchCoupling {
 public:
  virtual ~MinibatchCoupling() = default;
  /// For each row of x [n, d] the row of y [n, d] that it is joined with. Draws, if any, from key.
  virtual std::vector<Eigen::Index> partners(const metrics::Points& x, const metrics::Points& y,
                                             ad::Key key) const = 0;
};

struct CouplingOptions : config::Options {
  /// For a reference whose static problem has the cost |x - y|^2 / 2 and this regularisation
  /// (ReferenceTransition).
  virtual std::shared_ptr<const MinibatchCoupling> build(double regularisation) const = 0;
};

/// independent, optimal, entropic.
const config::Registry<CouplingOptions>& couplings();

}  // namespace pont::kinds::bridge
