// Langevin transitions: unadjusted, adjusted, underdamped.
#include <cmath>

#include "sde/targets/require.hpp"
#include "sde/targets/transitions.hpp"

namespace pont::sde {

UnadjustedLangevin::UnadjustedLangevin(double step) : step_(step) {
  require_positive("unadjusted_langevin", "step", step);
}

void UnadjustedLangevin::step(const Target& target, const StepNoise& noise, Walkers& walkers) const {
  Batch z(walkers.x.rows(), walkers.x.cols());
  noise(0, z);
  walkers.x += step_ * walkers.gradient + std::sqrt(2 * step_) * z;
  target(walkers.x, walkers.log_density, walkers.gradient);
}

Mala::Mala(double step) : step_(step) { require_positive("mala", "step", step); }

void Mala::step(const Target& target, const StepNoise& noise, Walkers& walkers) const {
  Batch z(walkers.x.rows(), walkers.x.cols());
  noise(0, z);
  const Batch start = walkers.x + step_ * walkers.gradient;
  const Walkers proposal(target, start + std::sqrt(2 * step_) * z);
  const Batch back = walkers.x - proposal.x - step_ * proposal.gradient;  // the z of the way back, unscaled
  const Eigen::ArrayXd there = -0.5 * z.rowwise().squaredNorm().array();
  const Eigen::ArrayXd home = -back.rowwise().squaredNorm().array() / (4 * step_);
  const Eigen::ArrayXd ratio = (proposal.log_density - walkers.log_density).array() + home - there;
  walkers.take(proposal, log_uniforms(noise, 1, z.rows()) < ratio);
}

Baoab::Baoab(double step, double friction) : step_(step), friction_(friction) {
  require_positive("baoab", "step", step);
  require_positive("baoab", "friction", friction);
}

void Baoab::step(const Target& target, const StepNoise& noise, Walkers& walkers) const {
  Batch z(walkers.x.rows(), walkers.x.cols());
  noise(0, z);
  const double half = 0.5 * step_, kept = std::exp(-friction_ * step_);
  walkers.velocity += half * walkers.gradient;
  walkers.x += half * walkers.velocity;
  walkers.velocity = kept * walkers.velocity + std::sqrt(-std::expm1(-2 * friction_ * step_)) * z;
  walkers.x += half * walkers.velocity;
  target(walkers.x, walkers.log_density, walkers.gradient);
  walkers.velocity += half * walkers.gradient;
}

}  // namespace pont::sde
