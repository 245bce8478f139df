// Gaussian mixtures as targets, and Markov chains at their start.
#include "sde/targets/target.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace pont::sde {
namespace {

// Nothing happens until time 0: the law of the data.
const Kernel still{Mat::Identity(1, 1), Mat::Zero(1, 1)};

}  // namespace

MixtureTarget::MixtureTarget(Mixture data) : data_(checked(std::move(data))) {
  MixtureMarginal(data_, still, Mat::Zero(1, 1));  // throws for a zero variance
}

void MixtureTarget::operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const {
  MixtureMarginal law(data_, still, Mat::Zero(1, 1));
  log_density.resize(x.rows());
  gradient.resize(x.rows(), x.cols());
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    log_density(r) = law.log_density(x.row(r).data());
    law.score(x.row(r).data(), gradient.row(r).data());
  }
}

Batch MixtureTarget::responsibilities(const Batch& x) const {
  MixtureMarginal law(data_, still, Mat::Zero(1, 1));
  Batch shares(x.rows(), data_.weights.size());
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    law.log_density(x.row(r).data());
    shares.row(r) = law.responsibilities().transpose();
  }
  return shares;
}

Walkers::Walkers(const Target& target, Batch start)
    : x(std::move(start)), velocity(Batch::Zero(x.rows(), x.cols())) {
  tally.proposals = tally.acceptances = tally.swaps = Eigen::ArrayXd::Zero(x.rows());
  target(x, log_density, gradient);
}

void Walkers::take(const Walkers& other, const Eigen::Array<bool, Eigen::Dynamic, 1>& rows) {
  tally.proposals += 1;
  tally.acceptances += rows.cast<double>();
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    if (!rows(r)) continue;
    x.row(r) = other.x.row(r);
    log_density(r) = other.log_density(r);
    gradient.row(r) = other.gradient.row(r);
  }
}

void run_chain(const Transition& transition, const Target& target, const Noise& noise, std::int64_t first,
               std::int64_t steps, Walkers& walkers) {
  for (std::int64_t i = first; i < first + steps; ++i) {
    transition.step(target, {noise, i}, walkers);
    if (walkers.x.allFinite()) continue;
    Eigen::Index row = 0;
    while (walkers.x.row(row).allFinite()) ++row;
    throw std::runtime_error(fmt::format(
        "run_chain: the state is not finite after step {}, first in row {}; take a smaller step", i, row));
  }
}

Eigen::ArrayXd log_uniforms(const StepNoise& noise, std::int64_t stage, Eigen::Index rows) {
  Batch z(rows, 1);
  noise(stage, z);
  return z.col(0).array().unaryExpr(
      [](double v) { return std::log(0.5 * std::erfc(-v / std::numbers::sqrt2)); });
}

}  // namespace pont::sde
