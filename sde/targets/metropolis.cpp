// Metropolis: a random walk, accepted or not.
#include "sde/targets/require.hpp"
#include "sde/targets/transitions.hpp"

namespace pont::sde {

Metropolis::Metropolis(double scale) : scale_(scale) { require_positive("metropolis", "scale", scale); }

void Metropolis::step(const Target& target, const StepNoise& noise, Walkers& walkers) const {
  Batch z(walkers.x.rows(), walkers.x.cols());
  noise(0, z);
  const Walkers proposal(target, walkers.x + scale_ * z);
  const Eigen::ArrayXd ratio = (proposal.log_density - walkers.log_density).array();
  walkers.take(proposal, log_uniforms(noise, 1, z.rows()) < ratio);
}

}  // namespace pont::sde
