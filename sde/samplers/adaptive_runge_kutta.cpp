// AdaptiveRungeKutta: the probability flow by adaptive Runge-Kutta, in the coordinates of its law.
#include "sde/samplers/adaptive_runge_kutta.hpp"

#include <algorithm>
#include <utility>

#include "sde/flow_coordinates.hpp"
#include "sde/samplers/support.hpp"

namespace pont::sde {

void AdaptiveRungeKutta::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                              const StepNoise&, Batch& u) const {
  trace(reverse, score, t_from, t_to, {}, u, {});
}

void AdaptiveRungeKutta::trace(const Reverse& reverse, Score& score, double t_from, double t_to,
                               const std::vector<double>& times, Batch& u, const Observer& observe) const {
  require_flow("runge_kutta_45", reverse);
  const FlowFrame frame(reverse.sde(), law_, u.cols());
  FlowCoordinates& coordinates = frame.coordinates();
  Batch state, s, rates(u.rows(), u.cols() + 1);
  const Eigen::VectorXd no_trace = Eigen::VectorXd::Zero(u.rows());
  auto field = [&](double gone, const Batch& z, Batch& dz) {
    const double t = t_from - gone;
    state = coordinates.from(t, z);
    score(state, t, s);
    coordinates.rates(t, z, {state, s, no_trace}, rates);
    dz = -rates.leftCols(z.cols());
  };
  std::vector<double> gone;
  for (const double t : times) gone.push_back(std::min(t_from - t, t_from - t_to));
  StepRules rules;
  if (const auto longest = coordinates.rules(tolerance_).longest)  // t falls to a third at most
    rules.longest = [longest, t_from](double past) { return longest(t_from - past) / 3; };
  Batch z = coordinates.to(t_from, u);
  integrate_adaptive(
      field, 0, t_from - t_to, tolerance_, z,
      {gone, [&](std::size_t i, const Batch& y) { observe(i, times[i], coordinates.from(times[i], y)); }},
      rules);
  u = coordinates.from(t_to, z);
}

}  // namespace pont::sde
