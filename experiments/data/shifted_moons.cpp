// The moons of two_moons, each point moved along the diagonal by one uniform number.
#include "experiments/data/shifted_moons.hpp"

#include "experiments/data/draws.hpp"
#include "experiments/data/two_moons.hpp"

namespace pont::data {
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

}  // namespace pont::data
