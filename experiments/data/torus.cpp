// The keys of the torus and its points on the tape.
#include "experiments/data/torus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "experiments/data/draws.hpp"
#include "experiments/data/support.hpp"

namespace pont::data {
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
