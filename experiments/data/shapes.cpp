// A checkerboard, a pinwheel and a torus as data sets.
#include "experiments/data/shapes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "experiments/data/draws.hpp"
#include "experiments/data/known_law.hpp"

namespace pont::data {

// The key of the board and its points on the tape.

namespace {

// In cells.
double from_squares(double x, double y) {
  const auto beyond = [](double value, double low) { return std::max({low - value, value - low - 1, 0.0}); };
  double nearest = INFINITY;
  for (int column = -2; column < 2; ++column)
    for (const int below : {0, 2})
      nearest = std::min(nearest, std::hypot(beyond(x, column), beyond(y, std::abs(column % 2) - below)));
  return nearest;
}

class Checkerboard final : public DataSet, public HasSupport {
 public:
  explicit Checkerboard(double cell) : cell_(cell), half_(2) {}
  ad::Shape shape() const override { return {2}; }
  // x = 4 U - 2 in units of a cell; y = V + floor(x) mod 2, two cells lower half of the time.
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const ad::Var u = draws.uniform("point", 2), x = 4 * slice_axis(u, 1, 0, 1) - 2;
    const ad::Var odd = floor(x) - 2 * floor(0.5 * floor(x));
    const ad::Var below = reshape(cast(draws.pick("half", half_), dtype), {rows, 1});
    return cell_ * ad::concat({x, slice_axis(u, 1, 1, 2) + odd - 2 * below}, 1);
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }
  // The dark squares themselves, exactly: in column c they begin at c mod 2 and two cells below that.
  Support support() const override {
    return {[cell = cell_](const metrics::Points& x) -> Eigen::VectorXd {
              Eigen::VectorXd far(x.rows());
              for (Eigen::Index i = 0; i < x.rows(); ++i)
                far[i] = cell * from_squares(x(i, 0) / cell, x(i, 1) / cell);
              return far;
            },
            0};
  }

 private:
  double cell_;
  Categorical half_;
};

}  // namespace

void CheckerboardOptions::declare(config::Visitor& v) {
  v.key("cell", cell_, "side of a square; the board spans [-2 cell, 2 cell]",
        {.unit = "data", .range = config::positive()});
}

std::unique_ptr<DataSet> CheckerboardOptions::build() const { return std::make_unique<Checkerboard>(cell_); }

// The keys of the pinwheel and its points on the tape.

namespace {

struct Shape {
  std::int64_t arms;
  double radial, tangential, rate, scale;
};

class Pinwheel final : public DataSet {
 public:
  explicit Pinwheel(Shape shape) : shape_(shape), arm_(shape.arms) {}
  ad::Shape shape() const override { return {2}; }
  int classes() const override { return static_cast<int>(arm_.size()); }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const ad::Var z = draws.normal("noise", 2);
    const ad::Var r = 1 + shape_.radial * slice_axis(z, 1, 0, 1),
                  s = shape_.tangential * slice_axis(z, 1, 1, 2);
    const ad::Var arm = draws.pick("arm", arm_);
    const ad::Var turn = reshape(cast(arm, dtype), {rows, 1});
    const ad::Var angle =
        shape_.rate * exp(r) + 2 * std::numbers::pi / static_cast<double>(shape_.arms) * turn;
    return {shape_.scale * ad::concat({cos(angle) * r - sin(angle) * s, sin(angle) * r + cos(angle) * s}, 1),
            arm};
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }

 private:
  Shape shape_;
  Categorical arm_;
};

}  // namespace

void PinwheelOptions::declare(config::Visitor& v) {
  v.key("arms", arms_, "number of arms", {.range = config::between(1, 1000)});
  v.key("radial", radial_, "standard deviation along an arm, before scaling", {.range = config::at_least(0)});
  v.key("tangential", tangential_, "standard deviation across an arm, before scaling",
        {.range = config::at_least(0)});
  v.key("rate", rate_, "how strongly the arms are bent", {.unit = "radians"});
  v.key("scale", scale_, "factor to data units", {.range = config::positive()});
}

std::unique_ptr<DataSet> PinwheelOptions::build() const {
  return std::make_unique<Pinwheel>(Shape{arms_, radial_, tangential_, rate_, scale_});
}

// The keys of the torus and its points on the tape.

namespace {

class Torus final : public DataSet, public HasSupport {
 public:
  Torus(double radius, double tube, double noise) : radius_(radius), tube_(tube), noise_(noise) {}
  ad::Shape shape() const override { return {3}; }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const ad::Var angles = 2 * std::numbers::pi * draws.uniform("angles", 2);
    const ad::Var u = slice_axis(angles, 1, 0, 1), v = slice_axis(angles, 1, 1, 2);
    const ad::Var tube = tube_ + noise_ * draws.normal("noise", 1), axis = radius_ + tube * cos(v);
    return ad::concat({axis * cos(u), axis * sin(u), tube * sin(v)}, 1);
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }
  Support support() const override {
    const auto distance = [R = radius_, r = tube_](const metrics::Points& x) -> Eigen::VectorXd {
      const Eigen::ArrayXd axis = (x.col(0).array().square() + x.col(1).array().square()).sqrt() - R;
      return ((axis.square() + x.col(2).array().square()).sqrt() - r).abs();
    };
    return {distance, std::max(4 * noise_, 0.01 * tube_)};
  }

 private:
  double radius_, tube_, noise_;
};

}  // namespace

void TorusOptions::declare(config::Visitor& v) {
  v.key("radius", radius_, "radius of the circle in the middle of the tube",
        {.unit = "data", .range = config::positive()});
  v.key("tube", tube_, "radius of the tube", {.unit = "data", .range = config::positive()});
  v.key("noise", noise_, "standard deviation of the noise along the normal",
        {.unit = "data", .range = config::at_least(0)});
  v.check(tube_ < radius_, {"tube", "radius"}, fmt::format("tube {} and radius {}", tube_, radius_),
          "a tube thinner than the radius");
}

std::unique_ptr<DataSet> TorusOptions::build() const {
  return std::make_unique<Torus>(radius_, tube_, noise_);
}

}  // namespace pont::data
