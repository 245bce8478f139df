// Replica exchange: chains at several temperatures that swap their states.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

#include "sde/targets/transitions.hpp"

namespace pont::sde {
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

}  // namespace pont::sde
