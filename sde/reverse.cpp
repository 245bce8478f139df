// Drift, noise and linear part of reverse time.
#include "sde/reverse.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace pont::sde {

Reverse::Reverse(LinearSde sde, double lambda) : sde_(std::move(sde)), lambda_(lambda) {
  if (!(lambda >= 0 && lambda <= 1))
    throw std::invalid_argument(
        fmt::format("reverse of '{}': lambda = {}, expected 0 (probability flow) to 1 "
                    "(reverse SDE)",
                    sde_.name, lambda));
}

void Reverse::add_drift(double scale, double t, const Batch& u, const Batch& s, Batch& f) const {
  add_mixed(-scale, sde_.drift(t), u, f);
  add_mixed(scale * score_factor(), sde_.diffusion(t), s, f);
}

Mat Reverse::noise_root(double t) const { return lambda_ * square_root(sde_.diffusion(t)); }

Kernel Reverse::linear(double t_from, double t_to, const Mat& Sref_inv) const {
  const double noise = lambda_ * lambda_;
  if (!sde_.varying_D) {
    const Mat R = -sde_.A - score_factor() * sde_.D * Sref_inv;
    return flow(R, noise * sde_.D, sde_.elapsed(t_from) - sde_.elapsed(t_to));
  }
  if (!Sref_inv.isZero(0))
    throw std::invalid_argument(
        fmt::format("linear part of the reverse of '{}': Sref_inv = {}, but D varies in time, so the "
                    "linear part has no constant matrix; use Sref_inv = 0",
                    sde_.name, text(Sref_inv)));
  return composed_flow(
      -sde_.A, [this](double r) { return -sde_.elapsed(-r); },
      [&](double r) -> Mat { return noise * sde_.diffusion(-r); }, -t_from, -t_to);
}

}  // namespace pont::sde
