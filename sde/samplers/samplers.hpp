// The samplers, and the table of them.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/runge_kutta.hpp"
#include "sde/sampler.hpp"

namespace pont::sde {

// u += (t_from - t_to) drift(u, t_from) + sqrt(t_from - t_to) noise, any lambda; on the probability flow it
// is explicit Euler. First order in law (Kloeden & Platen 1992, section 14.1). One evaluation per step.
class EulerMaruyama final : public Sampler {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;
};

// The probability flow by the adaptive pair of Dormand & Prince 1980, as Song et al. 2021, section 4.3. A
// grid of two times is one integration; each further time is met exactly, so that the observer records it.
// Throws std::invalid_argument unless lambda = 0.
class AdaptiveRungeKutta final : public Sampler {
 public:
  explicit AdaptiveRungeKutta(Tolerance tolerance) : tolerance_(tolerance) {}
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
            Batch& u) const override;

 private:
  Tolerance tolerance_;
};

// One row per sampler and equation it solves. `order` is the weak order the tests measure; empty: set by a
// tolerance.
struct SamplerRow {
  std::string name, solves, source;
  double lambda;
  std::optional<double> order;
  std::function<std::unique_ptr<Sampler>()> make;
};
const std::vector<SamplerRow>& samplers();

}  // namespace pont::sde
