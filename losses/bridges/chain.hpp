// An Euler chain on the tape: its two directions, and coefficients of the edges that the rows of a batch are
// on.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "autodiff/ops.hpp"
#include "sde/bridges/reference.hpp"

namespace pont::losses {

/// Edge j joins X_j and X_{j+1}, j = 0..N-1. A step along it starts from X_{j+from} and ends at X_{j+to}.
struct Direction final {
  int from, to;

  bool operator==(const Direction&) const = default;
  Direction reversed() const { return {to, from}; }
  /// The number of the first and last state of a chain with N edges.
  int first_node(int N) const { return from * N; }
  int last_node(int N) const { return to * N; }
  /// The edge of step i = 0..N-1.
  int edge(int i, int N) const { return from * (N - 1) + (to - from) * i; }
  std::string name() const { return to > from ? "forward" : "backward"; }
};

inline constexpr Direction forward{0, 1}, backward{1, 0};

/// What a network's output counts in: it says that the step along an edge moves x by unit * output. A squared
/// error counts in it too, so it weighs the edges.
struct StepUnit {
  std::string name, summary;
  double (*unit)(const sde::EulerChain&, Direction, int edge);
};
/// drift (gamma), increment (1), noise (sqrt(2 gamma)); bridge: how much the mean of a pinned step spreads
/// when the far end is spread as the reference does it, whose square is the variance of a step minus that of
/// the pinned step (Brownian, forward: 2 gamma_j^2 / (gamma_j + ... + gamma_N-1)). With it the targets of
/// bridge matching scatter alike on every edge, as weighted least squares wants them. The first two are those
/// of De Bortoli et al. 2021 (drift and mean matching); noise and bridge are ours, from no publication.
const std::vector<StepUnit>& step_units();
/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const StepUnit& step_unit(const std::string& name);

/// `edge` is always an int64 [B]: the number of the edge that a row is on; x [B, d]. Results have the type of
/// x.
class Chain final {
 public:
  Chain(sde::EulerChain reference, const StepUnit& unit)
      : reference_(std::make_shared<const sde::EulerChain>(std::move(reference))), unit_(&unit) {}

  const sde::EulerChain& reference() const { return *reference_; }
  int steps() const { return reference_->steps(); }

  /// Entry edge of `values` [N], as a column [B, 1].
  ad::Var column(const std::vector<double>& values, ad::Var edge, ad::Dtype dtype) const;
  /// k / N in [0, 1] for the state X_k that a step in this direction starts from, [B].
  ad::Var time(Direction direction, ad::Var edge, ad::Dtype dtype) const;
  /// The unit of a step in this direction, [B, 1].
  ad::Var unit(Direction direction, ad::Var edge, ad::Dtype dtype) const;
  /// The centre of the reference [1, d].
  ad::Var centre(ad::Var x) const;
  /// How the reference moves x forward on average: -alpha gamma (x - centre).
  ad::Var reference_shift(ad::Var x, ad::Var edge) const;

 private:
  std::shared_ptr<const sde::EulerChain> reference_;
  const StepUnit* unit_;
};

/// sqrt(2 gamma) of each edge: the noise of the reference.
std::vector<double> reference_deviations(const sde::EulerChain& chain);
/// The standard deviation of a step from X_{j+from} to X_{j+to} when the far end (X_N forward, X_0 backward)
/// is known: smaller than the reference's, 0 at the last step.
std::vector<double> pinned_deviations(const sde::EulerChain& chain, Direction direction);

}  // namespace pont::losses
