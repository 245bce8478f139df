// DDIM and DPM-Solver of orders 2 and 3.
#include "sde/samplers/dpm_solver.hpp"

#include "sde/samplers/noise_prediction.hpp"

namespace pont::sde {

void Ddim::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                Batch& u) const {
  const NoisePrediction flow("ddim", reverse, score, t_from, t_to);
  u = flow.advanced(1, u, flow.noise(u, t_from), Batch::Zero(u.rows(), u.cols()));
}

void DpmSolver2::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                      Batch& u) const {
  const NoisePrediction flow("dpm_solver_2", reverse, score, t_from, t_to);
  const Batch first = flow.noise(u, t_from);
  const Batch middle = flow.advanced(0.5, u, first, Batch::Zero(u.rows(), u.cols()));
  u = flow.advanced(1, u, first, 2 * (flow.noise(middle, flow.time(0.5)) - first));
}

void DpmSolver3::step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
                      Batch& u) const {
  constexpr double third = 1. / 3, two_thirds = 2. / 3;
  const NoisePrediction flow("dpm_solver_3", reverse, score, t_from, t_to);
  const Batch first = flow.noise(u, t_from);
  const Batch early = flow.advanced(third, u, first, Batch::Zero(u.rows(), u.cols()));
  const Batch slope = 3 * (flow.noise(early, flow.time(third)) - first);
  const Batch late = flow.advanced(two_thirds, u, first, slope);
  u = flow.advanced(1, u, first, 1.5 * (flow.noise(late, flow.time(two_thirds)) - first));
}

}  // namespace pont::sde
