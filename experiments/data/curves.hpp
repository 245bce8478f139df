// Points near curves of the plane: moons, circles, an S, swiss rolls.
#pragma once
#include <array>
#include <functional>
#include <vector>

#include "experiments/data/data_set.hpp"
#include "experiments/data/draws.hpp"
#include "experiments/data/known_law.hpp"

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

/// two_moons: scikit-learn's make_moons: (cos t, sin t) or (1 - cos t, 1/2 - sin t), equally likely, plus
/// noise, with t uniform on [0, pi] where scikit-learn takes equal steps. (FFJORD's "moons" is twice this
/// plus (-1, -.2), noise .1.) Law: see NoisyCurve::exact.
class TwoMoonsOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double noise_ = 0.1;
};

/// The law of two_moons with that noise.
std::unique_ptr<DataSet> two_moons(double noise);

/// shifted_moons: the half circles of two_moons without noise; then one number, uniform on [0, shift], is
/// added to both coordinates of a point: bands, sharp where the curve runs along the diagonal. These are the
/// moons in the examples of Tong et al. 2024 (torchcfm's sample_moons, which takes them times 3, minus 1). No
/// exact law: the density has edges.
class ShiftedMoonsOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double shift_ = 0.2;
};

/// circles: scikit-learn's make_circles: r (cos t, sin t) plus noise, r = 1 or `factor`, equally likely, with
/// t uniform on [0, 2 pi] where scikit-learn takes equal steps. The defaults are FFJORD's "circles" before
/// its factor of 3. Law: see NoisyCurve::exact.
class CirclesOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double factor_ = 0.5, noise_ = 0.08;
};

/// s_curve: scikit-learn's make_s_curve, columns 0 and 2: t = 3 pi (U - 1/2), (sin t, sign(t) (cos t - 1)),
/// plus noise (scikit-learn's default is none). Law: see NoisyCurve::exact.
class SCurveOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double noise_ = 0.1;
};

/// multi_swiss_roll: copies of scikit-learn's make_swiss_roll (columns 0 and 2: t = 1.5 pi (1 + 2 U),
/// (t cos t, t sin t) + noise N(0, I)), times `scale`, at (0, 0) and (+-offset, +-offset), all equally
/// likely: the toy data of Dockhorn, Vahdat, Kreis 2022 (their code, "multi_swiss_roll"). Law: see
/// NoisyCurve::exact.
class MultiSwissRollOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;

 private:
  double noise_ = 0.2, scale_ = 0.01, offset_ = 0.8;
};

}  // namespace pont::data
