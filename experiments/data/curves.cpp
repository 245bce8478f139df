// Points near curves of the plane, and the sets that are made of them.
#include "experiments/data/curves.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "experiments/data/draws.hpp"
#include "experiments/data/gauss_legendre.hpp"

namespace pont::data {

// Draws from a blurred curve, and its law as a quadrature over the parameter.

namespace {

std::vector<double> column(const std::vector<Placement>& copies, double Placement::*member) {
  std::vector<double> values;
  for (const Placement& copy : copies) values.push_back(copy.*member);
  return values;
}

/// The parameters of a fine grid, and the length of the curve up to each (of its chords).
struct ArcLength {
  static constexpr int steps = 20000;
  std::vector<double> length{0};
  double low, high;

  explicit ArcLength(const PlaneCurve& curve) : low(curve.low), high(curve.high) {
    auto here = curve(low);
    for (int i = 1; i <= steps; ++i) {
      const auto next = curve(low + (high - low) * i / steps);
      length.push_back(length.back() + std::hypot(next[0] - here[0], next[1] - here[1]));
      here = next;
    }
  }
  /// The grid parameter at which the fraction f of the length is reached.
  double at(double f) const {
    const auto i = std::lower_bound(length.begin(), length.end(), f * length.back()) - length.begin();
    return low + (high - low) * static_cast<double>(std::min<std::ptrdiff_t>(i, steps)) / steps;
  }
};

using Ends = Eigen::Array<double, Eigen::Dynamic, 4>;  // x, y, dx, dy of each chord

Ends chords_of(const PlaneCurve& curve, const std::vector<Placement>& copies, int chords) {
  Ends all(static_cast<Eigen::Index>(copies.size()) * chords, 4);
  Eigen::Index row = 0;
  for (const Placement& copy : copies) {
    auto here = curve(curve.low);
    for (int i = 1; i <= chords; ++i) {
      const auto next = curve(curve.low + (curve.high - curve.low) * i / chords);
      all.row(row++) << copy.offset[0] + copy.scale * here[0], copy.offset[1] + copy.scale * here[1],
          copy.scale * (next[0] - here[0]), copy.scale * (next[1] - here[1]);
      here = next;
    }
  }
  return all;
}

// Distance of (x, y) from the nearest point of any chord.
double distance_from(const Ends& chords, double x, double y) {
  const auto px = x - chords.col(0), py = y - chords.col(1);
  const auto dx = chords.col(2), dy = chords.col(3);
  const Eigen::ArrayXd share = ((px * dx + py * dy) / (dx.square() + dy.square())).max(0).min(1);
  return std::sqrt(((px - share * dx).square() + (py - share * dy).square()).minCoeff());
}

}  // namespace

NoisyCurve::NoisyCurve(PlaneCurve curve, std::vector<Placement> copies, double sigma)
    : curve_(std::move(curve)),
      copies_(std::move(copies)),
      sigma_(sigma),
      copy_(column(copies_, &Placement::weight)) {}

Drawn NoisyCurve::draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const {
  const Draws draws{step, first, rows, key, dtype};
  std::vector<double> offsets;
  for (const Placement& copy : copies_) offsets.insert(offsets.end(), copy.offset.begin(), copy.offset.end());
  const ad::Var i = draws.pick("copy", copy_);
  const auto c = curve_(curve_.low + (curve_.high - curve_.low) * draws.uniform("parameter", 1));
  const ad::Var on_curve =
      gather(draws.table(column(copies_, &Placement::scale), 1), i) * ad::concat({c[0], c[1]}, 1);
  return {gather(draws.table(offsets, 2), i) + on_curve + sigma_ * draws.normal("noise", 2),
          classes() > 0 ? i : ad::Var()};
}

Support NoisyCurve::support() const {
  const Ends all = chords_of(curve_, copies_, chords);
  const double longest = (all.col(2).square() + all.col(3).square()).sqrt().maxCoeff();
  const auto distance = [all](const metrics::Points& x) {
    Eigen::VectorXd far(x.rows());
    for (Eigen::Index i = 0; i < x.rows(); ++i) far[i] = distance_from(all, x(i, 0), x(i, 1));
    return far;
  };
  return {distance, std::max(4 * sigma_, longest)};
}

std::optional<sde::Mixture> NoisyCurve::quadrature(double panel) const {
  const ArcLength arc(curve_);
  std::vector<std::array<double, 3>> components;  // weight, x, y
  for (const Placement& copy : copies_) {
    const double panels = std::ceil(std::abs(copy.scale) * arc.length.back() / (panel * sigma_));
    if (!(panels * gauss_legendre_16.size() + components.size() <= most_components)) return std::nullopt;
    for (double k = 0; k < panels; ++k) {
      const double a = arc.at(k / panels), b = arc.at((k + 1) / panels);
      for (const auto& [node, weight] : gauss_legendre_16) {
        const auto c = curve_(0.5 * (a + b) + 0.5 * (b - a) * node);
        components.push_back({copy.weight * (b - a) * weight, copy.offset[0] + copy.scale * c[0],
                              copy.offset[1] + copy.scale * c[1]});
      }
    }
  }
  const auto n = static_cast<Eigen::Index>(components.size());
  const Eigen::Map<const Eigen::Array<double, 3, Eigen::Dynamic>> table(components.data()->data(), 3, n);
  return sde::checked(
      {table.row(0), table.bottomRows(2).transpose(), Eigen::ArrayXXd::Constant(n, 1, sigma_ * sigma_)});
}

// The moons as two copies of a half circle, one of them turned by 180 degrees.

void TwoMoonsOptions::declare(config::Visitor& v) {
  v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> TwoMoonsOptions::build() const { return two_moons(noise_); }

std::unique_ptr<DataSet> two_moons(double noise) {
  const PlaneCurve half_circle(0, std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{cos(t), sin(t)};
  });
  const std::vector<Placement> moons{{.scale = 1}, {.scale = -1, .offset = {1, 0.5}}};
  return std::make_unique<NoisyCurve>(half_circle, moons, noise);
}

// The moons of two_moons, each point moved along the diagonal by one uniform number.

namespace {

class ShiftedMoons final : public DataSet {
 public:
  explicit ShiftedMoons(double shift) : moons_(two_moons(0)), shift_(shift) {}
  ad::Shape shape() const override { return {2}; }
  int classes() const override { return moons_->classes(); }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const ad::Var shift = shift_ * Draws{step, first, rows, key, dtype}.uniform("shift", 1);
    const Drawn moons = moons_->draw(step, first, rows, key, dtype);
    return {moons.x + shift, moons.y};
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }

 private:
  std::unique_ptr<DataSet> moons_;
  double shift_;
};

}  // namespace

void ShiftedMoonsOptions::declare(config::Visitor& v) {
  v.key("shift", shift_, "most that is added to both coordinates of a point",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> ShiftedMoonsOptions::build() const { return std::make_unique<ShiftedMoons>(shift_); }

// The keys and placements of the two circles.

void CirclesOptions::declare(config::Visitor& v) {
  v.key("factor", factor_, "radius of the inner circle; the outer one has radius 1",
        {.unit = "data", .range = {.low = 0, .high = 1, .low_open = true, .high_open = true}});
  v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> CirclesOptions::build() const {
  const PlaneCurve circle(0, 2 * std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{cos(t), sin(t)};
  });
  return std::make_unique<NoisyCurve>(circle, std::vector<Placement>{{.scale = 1}, {.scale = factor_}},
                                      noise_);
}

// The S as a smooth half and its reflection in the origin.

void SCurveOptions::declare(config::Visitor& v) {
  v.key("noise", noise_, "standard deviation of the noise", {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> SCurveOptions::build() const {
  const PlaneCurve half(0, 1.5 * std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{sin(t), cos(t) - 1.0};
  });
  return std::make_unique<NoisyCurve>(half, std::vector<Placement>{{.scale = 1}, {.scale = -1}}, noise_);
}

// The keys and placements of the five swiss rolls.

void MultiSwissRollOptions::declare(config::Visitor& v) {
  v.key("noise", noise_, "standard deviation of the noise before scaling", {.range = config::at_least(0)});
  v.key("scale", scale_, "factor from a roll of radius 4.5 pi to data units", {.range = config::positive()});
  v.key("offset", offset_, "distance of the four outer rolls along each axis",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> MultiSwissRollOptions::build() const {
  const PlaneCurve roll(1.5 * std::numbers::pi, 4.5 * std::numbers::pi, [](auto t) {
    using std::cos, std::sin;
    return std::array{t * cos(t), t * sin(t)};
  });
  std::vector<Placement> rolls{{.scale = scale_}};
  for (const double x : {-offset_, offset_})
    for (const double y : {-offset_, offset_}) rolls.push_back({.scale = scale_, .offset = {x, y}});
  return std::make_unique<NoisyCurve>(roll, rolls, noise_ * scale_);
}

}  // namespace pont::data
