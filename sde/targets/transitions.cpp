// Langevin and Metropolis transitions, replica exchange, and the table of them.
#include "sde/targets/transitions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>
#include <utility>

namespace pont::sde {
namespace {

// Throws std::invalid_argument "mala: step = 0, expected a finite number > 0".
void require_positive(const char* transition, const char* parameter, double value) {
  if (!(value > 0 && std::isfinite(value)))
    throw std::invalid_argument(
        fmt::format("{}: {} = {}, expected a finite number > 0", transition, parameter, value));
}

}  // namespace

// Langevin transitions: unadjusted, adjusted, underdamped.

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

// Metropolis: a random walk, accepted or not.

Metropolis::Metropolis(double scale) : scale_(scale) { require_positive("metropolis", "scale", scale); }

void Metropolis::step(const Target& target, const StepNoise& noise, Walkers& walkers) const {
  Batch z(walkers.x.rows(), walkers.x.cols());
  noise(0, z);
  const Walkers proposal(target, walkers.x + scale_ * z);
  const Eigen::ArrayXd ratio = (proposal.log_density - walkers.log_density).array();
  walkers.take(proposal, log_uniforms(noise, 1, z.rows()) < ratio);
}

// Replica exchange: chains at several temperatures that swap their states.

namespace {

constexpr std::int64_t stages_per_level = 16, swap_stage = 1 << 20;

// The noise of one level: stages of its own.
class LevelNoise final : public Noise {
 public:
  LevelNoise(const StepNoise& source, std::size_t level)
      : source_(source), first_(static_cast<std::int64_t>(level) * stages_per_level) {}
  void fill(std::int64_t, std::int64_t stage, Batch& z) const override { source_(first_ + stage, z); }

 private:
  const StepNoise& source_;
  std::int64_t first_;
};

}  // namespace

ReplicaExchange::ReplicaExchange(std::unique_ptr<const Transition> inner, std::vector<double> powers)
    : inner_(std::move(inner)), powers_(std::move(powers)) {
  const bool ends = powers_.size() >= 2 && powers_.front() == 1 && powers_.back() > 0;
  if (!ends || std::adjacent_find(powers_.begin(), powers_.end(), std::less_equal<>()) != powers_.end())
    throw std::invalid_argument(fmt::format(
        "replica_exchange: powers [{}]; expected at least 2 that decrease strictly from 1 to above 0",
        fmt::join(powers_, ", ")));
}

void ReplicaExchange::move(std::size_t level, const Target& target, const StepNoise& noise,
                           Walkers& walkers) const {
  const auto levels = static_cast<Eigen::Index>(powers_.size());
  const auto rows = Eigen::seqN(static_cast<Eigen::Index>(level), walkers.x.rows() / levels, levels);
  const double power = powers_[level];
  Walkers part = walkers;
  part.x = walkers.x(rows, Eigen::all);
  part.velocity = walkers.velocity(rows, Eigen::all);
  part.log_density = power * walkers.log_density(rows);
  part.gradient = power * walkers.gradient(rows, Eigen::all);
  part.tally.proposals = walkers.tally.proposals(rows);
  part.tally.acceptances = walkers.tally.acceptances(rows);
  inner_->step(Tempered(target, power), {LevelNoise(noise, level), 0}, part);
  walkers.x(rows, Eigen::all) = part.x;
  walkers.velocity(rows, Eigen::all) = part.velocity;
  walkers.log_density(rows) = part.log_density / power;
  walkers.gradient(rows, Eigen::all) = part.gradient / power;
  walkers.tally.proposals(rows) = part.tally.proposals;
  walkers.tally.acceptances(rows) = part.tally.acceptances;
}

void ReplicaExchange::swap(std::size_t level, const StepNoise& noise, Walkers& walkers) const {
  const auto levels = static_cast<Eigen::Index>(powers_.size()), chains = walkers.x.rows() / levels;
  const Eigen::ArrayXd log_u = log_uniforms(noise, swap_stage + static_cast<std::int64_t>(level), chains);
  for (Eigen::Index c = 0; c < chains; ++c) {
    const Eigen::Index i = c * levels + static_cast<Eigen::Index>(level), j = i + 1;
    const double gained = walkers.log_density(j) - walkers.log_density(i);
    if (!(log_u(c) < (powers_[level] - powers_[level + 1]) * gained)) continue;
    walkers.x.row(i).swap(walkers.x.row(j));
    walkers.velocity.row(i).swap(walkers.velocity.row(j));
    walkers.gradient.row(i).swap(walkers.gradient.row(j));
    std::swap(walkers.log_density(i), walkers.log_density(j));
    walkers.tally.swaps(i) += 1;
  }
}

void ReplicaExchange::step(const Target& target, const StepNoise& noise, Walkers& walkers) const {
  if (walkers.x.rows() % static_cast<Eigen::Index>(powers_.size()) != 0)
    throw std::invalid_argument(fmt::format("replica_exchange: {} rows for {} levels; expected a multiple",
                                            walkers.x.rows(), powers_.size()));
  for (std::size_t level = 0; level < powers_.size(); ++level) move(level, target, noise, walkers);
  for (std::size_t level = 0; level + 1 < powers_.size(); ++level) swap(level, noise, walkers);
}

// The table of transitions: a new one is one row.

const std::vector<TransitionRow>& transitions() {
  static const std::vector<TransitionRow> table{
      {"unadjusted_langevin", "Roberts & Tweedie 1996", 1, 1,
       [](double step) { return std::make_unique<UnadjustedLangevin>(step); }},
      {"mala", "Roberts & Tweedie 1996", {}, 1, [](double step) { return std::make_unique<Mala>(step); }},
      {"metropolis",
       "Metropolis et al. 1953",
       {},
       1,
       [](double step) { return std::make_unique<Metropolis>(step); }},
      {"baoab", "Leimkuhler & Matthews 2013", 2, 1,
       [](double step) { return std::make_unique<Baoab>(step, 1); }},
      {"replica_exchange",
       "Geyer 1991; Swendsen & Wang 1986",
       {},
       3,
       [](double step) {
         return std::make_unique<ReplicaExchange>(std::make_unique<Mala>(step),
                                                  std::vector<double>{1, 0.4, 0.1});
       }},
  };
  return table;
}

}  // namespace pont::sde
