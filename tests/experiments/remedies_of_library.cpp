// Remedies of the mathematics: calls of the library, and configurations that reach them.
#include <cmath>

#include "sde/models.hpp"
#include "sde/reverse.hpp"
#include "sde/runge_kutta.hpp"
#include "sde/transport/network_simplex.hpp"
#include "sde/transport/plan.hpp"
#include "sde/transport/sinkhorn.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {
namespace {

using sde::Batch;

const sde::LinearSde& vp() {
  static const sde::LinearSde model = sde::vp(sde::affine_clock(0.1, 20));
  return model;
}

// A field that no explicit method follows in a hundred evaluations at this tolerance.
std::function<void()> flow(double tolerance, std::int64_t evaluations) {
  return [=] {
    const auto field = [](double t, const Batch& u, Batch& du) { du = 60 * std::cos(60 * t) * u; };
    Batch u = Batch::Ones(1, 1);
    sde::integrate_adaptive(field, 0, 3, {tolerance, tolerance, evaluations}, u);
  };
}

std::vector<Remedy> of_transport() {
  constexpr int n = 8;
  const Eigen::VectorXd equal = Eigen::VectorXd::Constant(n, 1.0 / n),
                        falling = Eigen::VectorXd::LinSpaced(n, 2, 1);
  Batch cost(n, n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) cost(i, j) = (i - j - 0.3) * (i - j - 0.3);
  const auto plan = [=](double epsilon, double tolerance, int iterations) {
    return [=] { sde::entropic_plan(equal, falling, cost, epsilon, {tolerance, iterations}); };
  };
  return {
      call(plan(0.5, 1e-8, 20), "allow more iterations", plan(0.5, 1e-8, 10'000)),
      call(plan(0.5, 1e-8, 20), "or take a larger epsilon", plan(50, 1e-8, 20)),
      call(plan(0.5, 1e-8, 20), "or tolerance", plan(0.5, 1, 20)),
      call(plan(0, 1e-8, 100), "use kantorovich for 0",
           [=] { sde::kantorovich(sde::uniform_masses(n, n), cost); }),
  };
}

std::vector<Remedy> of_flows() {
  return {
      call(flow(1e-8, 100), "raise the tolerances", flow(1, 100)),
      call(flow(1e-8, 100), "or allow more evaluations", flow(1e-8, 1'000'000)),
      call([] { sde::Reverse(vp(), 2); }, "expected 0 (probability flow) to 1",
           [] { sde::Reverse(vp(), 1); }),
  };
}

std::vector<Remedy> of_bridges() {
  const Eigen::VectorXd origin = Eigen::VectorXd::Zero(1);
  return {
      keys({"type=bridge", "reference={type: ornstein_uhlenbeck, alpha: 3}",
            "steps={type: constant, count: 4, gamma: 0.5}"},
           "use more and smaller steps",
           {"type=bridge", "reference={type: ornstein_uhlenbeck, alpha: 3}",
            "steps={type: constant, count: 10, gamma: 0.2}"}),
      keys({"type=bridge", "reference={type: ornstein_uhlenbeck, centre: [0, 0, 0]}"}, "expected one number",
           {"type=bridge", "reference={type: ornstein_uhlenbeck, centre: [0]}"}),
      keys({"type=bridge", "reference={type: ornstein_uhlenbeck, centre: [0, 0, 0]}"}, "or 2",
           {"type=bridge", "reference={type: ornstein_uhlenbeck, centre: [0, 0]}"}),
      keys({"type=bridge", "evaluate.keep=100000"}, "keep of at most count",
           {"type=bridge", "evaluate.keep=5000"}),
  };
}

std::vector<Remedy> of_targets() {
  std::vector<Remedy> all{
      keys({"type=target", "start.centre=[0, 0, 0]"}, "expected the target's",
           {"type=target", "start.centre=[0, 0]"}),
      keys({"type=target", "start.centre=[0, 0, 0]"}, "or none", {"type=target", "start.centre=[]"})};
  for (const std::string law : {"{type: mixture}", "{type: diamond}", "{type: eight_gaussians}",
                                "{type: gaussian, mean: [0, 0], covariance: [[1, 0], [0, 1]]}"})
    all.push_back(keys({"type=target", "data={type: two_moons}"},
                       "take mixture, diamond, eight_gaussians or gaussian", {"type=target", "data=" + law}));
  return all;
}

}  // namespace

std::vector<Remedy> remedies_of_library() {
  std::vector<Remedy> all;
  for (const auto& part : {of_transport, of_flows, of_bridges, of_targets})
    for (Remedy& remedy : part()) all.push_back(std::move(remedy));
  all.push_back(keys({"sde={type: linear, A: [[-1, 0], [0, -1]], D: [[1, 0.5], [0, 1]]}"},
                     "give a covariance",
                     {"sde={type: linear, A: [[-1, 0], [0, -1]], D: [[1, 0.5], [0.5, 1]]}"}));
  return all;
}

}  // namespace pont::experiments::test
