// Variation of constants by quadrature.
#include "sde/samplers/gain.hpp"

#include <cmath>

#include "sde/quadrature.hpp"

namespace pont::sde {

Wide gain(const Reverse& reverse, double t_from, double t_to, const std::function<Wide(double t)>& f) {
  const LinearSde& sde = reverse.sde();
  const Mat none = Mat::Zero(sde.k(), sde.k()), backwards = -sde.A;
  const double end = sde.elapsed(t_to);
  auto integrand = [&](double root) -> Wide {
    const double t = root * root;
    const Mat carried = flow(backwards, none, sde.elapsed(t) - end).Phi * sde.diffusion(t);
    return (2 * root) * (carried * f(t));
  };
  auto close = [](const Wide& coarse, const Wide& fine) {
    return (coarse - fine).cwiseAbs().maxCoeff() <= 1e-11 * fine.cwiseAbs().maxCoeff();
  };
  const Wide total = integrate(integrand, std::sqrt(t_to), std::sqrt(t_from), close);
  return reverse.score_factor() * total;
}

}  // namespace pont::sde
