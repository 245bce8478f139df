// The key of the board and its points on the tape.
#include "experiments/data/checkerboard.hpp"

#include <algorithm>
#include <cmath>

#include "experiments/data/draws.hpp"
#include "experiments/data/support.hpp"

namespace pont::data {
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

}  // namespace pont::data
