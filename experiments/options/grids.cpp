// One struct per time grid, and their list.
#include "experiments/options/grids.hpp"

#include "sde/grid.hpp"

namespace pont::experiments {
namespace {

struct Uniform final : GridOptions {
  void declare(Visitor&) override {}
  std::vector<double> build(double T, double eps, int steps) const override {
    return sde::uniform_grid(T, eps, steps);
  }
};

struct Quadratic final : GridOptions {
  void declare(Visitor&) override {}
  std::vector<double> build(double T, double eps, int steps) const override {
    return sde::quadratic_grid(T, eps, steps);
  }
};

}  // namespace

const Registry<GridOptions>& grids() {
  static const Registry<GridOptions> rows{{
      row<GridOptions, Uniform>("uniform", "equal steps"),
      row<GridOptions, Quadratic>("quadratic", "finer towards the data (Dockhorn, Vahdat & Kreis 2022)"),
  }};
  return rows;
}

}  // namespace pont::experiments
