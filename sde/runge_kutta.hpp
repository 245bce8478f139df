// Adaptive Runge-Kutta 4(5) for batches of ordinary differential equations.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>

#include "sde/kernel.hpp"

namespace pont::sde {

struct Tolerance {
  double relative = 1e-5, absolute = 1e-5;
  std::int64_t evaluations = 50'000;  ///< of the field, at most
};

/// dy/dt = f(t, y), y and dy [B, n].
using VectorField = std::function<void(double t, const Batch& y, Batch& dy)>;

/// Values on the way: at(i, y(times[i])) for increasing times in (t0, t1], by the continuous extension of the
/// pair, of fourth order (Hairer, Norsett & Wanner 1993, II.6). It neither evaluates f nor changes a step.
struct DenseOutput {
  std::span<const double> times = {};
  std::function<void(std::size_t i, const Batch& y)> at = {};
};

/// Asked after each step which rows go no further, [B]: such a row stays where it is, and no longer counts in
/// the error of a step. Without it all rows go on.
using SetAside = std::function<Eigen::Array<bool, Eigen::Dynamic, 1>(double t, const Batch& y)>;

/// Asked after each attempted step for more errors than those of y, [B], in units in which 1 is the most that
/// is allowed: error and next [B, n] are the step's error and its end, where f was just evaluated.
using FurtherError = std::function<Eigen::ArrayXd(const Batch& error, const Batch& next)>;

/// What else governs the steps; nothing, where a function is not given.
struct StepRules {
  SetAside set_aside = {};
  std::function<double(double t)> longest = {};  ///< step that may begin at t
  FurtherError further = {};
};

/// The field was evaluated Tolerance::evaluations times before t1 was reached.
struct TooManyEvaluations final : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Advances y from t0 to t1 > t0 by the pair of Dormand & Prince 1980 (fifth order, local extrapolation; the
/// step-size rule of Hairer, Norsett & Wanner 1993, II.4). The error of a step is the root mean square over a
/// row of e / (absolute + relative |y|), and the largest over rows: every row meets the tolerance by itself.
/// The steps are common to the batch, so a row's last digits depend on its companions: use chunks of fixed
/// size. Throws std::runtime_error, naming t and the step, when the step underflows (f is not finite, or
/// stiff), and TooManyEvaluations.
void integrate_adaptive(const VectorField& f, double t0, double t1, const Tolerance& tolerance, Batch& y,
                        const DenseOutput& dense = {}, const StepRules& rules = {});

}  // namespace pont::sde
