// The keys of the pinwheel and its points on the tape.
#include "experiments/data/pinwheel.hpp"

#include <numbers>

#include "experiments/data/draws.hpp"

namespace pont::data {
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

}  // namespace pont::data
