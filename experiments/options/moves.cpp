// One struct per kind of move, and their list.
#include "experiments/options/moves.hpp"

namespace pont::options {
namespace {

template <class T>
struct Langevin final : MoveOptions {
  double step = 0.1;
  void declare(config::Visitor& v) override {
    v.key("step", step, "h of x + h grad log pi + sqrt(2 h) z",
          {.unit = "data units squared", .range = config::positive()});
  }
  std::unique_ptr<sde::Transition> build() const override { return std::make_unique<T>(step); }
};

struct Metropolis final : MoveOptions {
  double scale = 1;
  void declare(config::Visitor& v) override {
    v.key("scale", scale, "standard deviation of a proposed step",
          {.unit = "data units", .range = config::positive()});
  }
  std::unique_ptr<sde::Transition> build() const override { return std::make_unique<sde::Metropolis>(scale); }
};

struct Baoab final : MoveOptions {
  double step = 0.2, friction = 1;
  void declare(config::Visitor& v) override {
    v.key("step", step, "time step of the splitting", {.unit = "time", .range = config::positive()});
    v.key("friction", friction, "rate at which velocities are forgotten",
          {.unit = "1 / time", .range = config::positive()});
  }
  std::unique_ptr<sde::Transition> build() const override {
    return std::make_unique<sde::Baoab>(step, friction);
  }
};

}  // namespace

const config::Registry<MoveOptions>& moves() {
  static const config::Registry<MoveOptions> rows{{
      config::row<MoveOptions, Langevin<sde::UnadjustedLangevin>>(
          "unadjusted_langevin", "Langevin step, law off by O(step) (Roberts & Tweedie 1996)"),
      config::row<MoveOptions, Langevin<sde::Mala>>(
          "mala", "Langevin step, accepted or not (Roberts & Tweedie 1996)"),
      config::row<MoveOptions, Metropolis>("metropolis",
                                           "random walk, accepted or not (Metropolis et al. 1953)"),
      config::row<MoveOptions, Baoab>("baoab",
                                      "underdamped Langevin by splitting (Leimkuhler & Matthews 2013)"),
  }};
  return rows;
}

}  // namespace pont::options
