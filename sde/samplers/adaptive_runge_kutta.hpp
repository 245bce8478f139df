// The probability flow by adaptive Runge-Kutta.
#pragma once
#include <optional>
#include <utility>

#include "sde/gaussian.hpp"
#include "sde/runge_kutta.hpp"
#include "sde/sampler.hpp"

namespace pont::sde {

/// The probability flow by the adaptive pair of Dormand & Prince 1980, as Song et al. 2021, section 4.3. A
/// grid of two times is one integration; a step ends at each further time. Throws std::invalid_argument
/// unless lambda = 0.
///
/// The tolerance is of the state in the units of the data; of data whose moments are given, and are not of
/// ordinary size (FlowFrame), it is of deviations of the law at each time.
class AdaptiveRungeKutta final : public Sampler {
 public:
  /// law: mean [d] and covariance [d, d] of the data.
  explicit AdaptiveRungeKutta(Tolerance tolerance, std::optional<Gaussian> law = {})
      : tolerance_(tolerance), law_(std::move(law)) {}
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
  /// The same step, to the bit and with the same evaluations, that calls observe(i, times[i], state) for
  /// decreasing times in [t_to, t_from): states of fourth order between the steps of the method.
  void trace(const Reverse& reverse, Score& score, double t_from, double t_to,
             const std::vector<double>& times, Batch& u, const Observer& observe) const;

 private:
  Tolerance tolerance_;
  std::optional<Gaussian> law_;
};

}  // namespace pont::sde
