// Points on copies of a plane curve, blurred by Gaussian noise: swiss rolls, moons, circles, the S curve.
#pragma once
#include <array>
#include <functional>
#include <vector>

#include "experiments/data/draws.hpp"
#include "experiments/data/support.hpp"

namespace pont::data {

/// c(t) for t in [low, high]; the formula is written once, for numbers and for the tape.
class PlaneCurve final {
 public:
  template <class Formula>
  PlaneCurve(double low, double high, Formula formula)
      : low(low), high(high), at_number_(formula), at_var_(std::move(formula)) {}
  std::array<double, 2> operator()(double t) const { return at_number_(t); }
  std::array<ad::Var, 2> operator()(ad::Var t) const { return at_var_(t); }
  double low, high;

 private:
  std::function<std::array<double, 2>(double)> at_number_;
  std::function<std::array<ad::Var, 2>(ad::Var)> at_var_;
};

/// A copy of the curve: offset + scale c(t).
struct Placement {
  double weight = 1;
  double scale = 1;
  std::array<double, 2> offset{};
};

/// x = offset + scale c(t) + sigma z with t uniform on [low, high], z standard normal, the copy drawn by
/// weight.
class NoisyCurve final : public DataSet, public HasSupport {
 public:
  /// sigma: noise per coordinate in data units, >= 0.
  NoisyCurve(PlaneCurve curve, std::vector<Placement> copies, double sigma);
  ad::Shape shape() const override { return {2}; }
  int classes() const override { return copies_.size() > 1 ? static_cast<int>(copies_.size()) : 0; }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override;
  /// The integral over t by composite Gauss-Legendre quadrature: panels of equal length along the curve, 16
  /// points each, panels of `panel` sigma (or more, shorter ones). Seven give the density to about 1e-8,
  /// relatively, where samples fall; the tests measure it. Nothing if sigma = 0 (no density) or beyond
  /// `most_components`.
  std::optional<sde::Mixture> exact() const override { return quadrature(7); }
  std::optional<sde::Mixture> quadrature(double panel) const;
  /// The curves without noise, as `chords` chords of equal steps of t each: their distance is short by at
  /// most the sagitta of a chord, 5e-6 for the moons. Outside is further than four deviations of the noise,
  /// or the longest chord.
  Support support() const override;
  static constexpr int chords = 512;
  static constexpr Eigen::Index most_components = 8000;

 private:
  PlaneCurve curve_;
  std::vector<Placement> copies_;
  double sigma_;
  Categorical copy_;
};

}  // namespace pont::data
