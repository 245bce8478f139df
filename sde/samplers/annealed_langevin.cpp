// Annealed Langevin dynamics: a few Langevin steps at each noise level.
#include "sde/samplers/annealed_langevin.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "sde/samplers/support.hpp"

namespace pont::sde {

AnnealedLangevin::AnnealedLangevin(double step, int inner) : step_(step), inner_(inner) {
  if (!(step > 0 && std::isfinite(step)) || inner < 1)
    throw std::invalid_argument(fmt::format(
        "annealed_langevin: step = {}, inner = {}; expected step > 0 and inner >= 1", step, inner));
}

void AnnealedLangevin::step(const Reverse& reverse, Score& score, double, double t_to, const StepNoise& noise,
                            Batch& u) const {
  const LinearSde& sde = reverse.sde();
  require_one_block("annealed_langevin", sde);
  const double e = step_ * sde.transition(0, t_to).Q(0, 0);
  const Mat root = Mat::Constant(1, 1, std::sqrt(e));
  Batch s;
  for (int i = 0; i < inner_; ++i) {
    score(u, t_to, s);
    u += (0.5 * e) * s;
    add_noise(root, noise, i, u);
  }
}

}  // namespace pont::sde
