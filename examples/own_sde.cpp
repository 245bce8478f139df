// An SDE of one's own, and the whole command line with it: ./own_sde run own_sde.yaml --out DIR
#include "experiments/cli/program.hpp"
#include "sde/models.hpp"

using namespace pont;

namespace {

/// Position and velocity turn around each other, and both are damped and driven by noise:
/// du = A u dt + sqrt(D) dw with A + A^T = -D, so that N(0, I) is the stationary law.
class Whirl final : public options::SdeOptions {
 public:
  void declare(config::Visitor& v) override {
    v.key("damping", damping_, "rate at which both blocks return to 0",
          {.unit = "1/time", .range = config::positive()});
    v.key("angular_velocity", angular_velocity_, "how fast they turn around each other",
          {.unit = "radians/time"});
    options::declare_horizon(v, T_);
  }

 private:
  sde::LinearSde make() const override {
    sde::Mat A(2, 2), D(2, 2), initial(2, 2);
    A << -damping_, angular_velocity_, -angular_velocity_, -damping_;
    D << 2 * damping_, 0, 0, 2 * damping_;
    initial << 0, 0, 0, 1;  // of the velocity; block 0 is the data
    return sde::linear("whirl", A, D, sde::constant_clock(1), initial, {}, T_);
  }

  double damping_ = 4, angular_velocity_ = 3, T_ = 1;
};

}  // namespace

int main(int argc, char** argv) {
  pont::add_sde<Whirl>("whirl", "position and velocity turn around each other, both damped");
  return pont::main(argc, argv);
}
