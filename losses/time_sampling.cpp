// Which times a loss is measured at: inverse distribution functions, and their table.
#include "losses/time_sampling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <stdexcept>

#include "losses/table.hpp"
#include "losses/weighting.hpp"
#include "sde/perturbation.hpp"

namespace pont::losses {

UniformTime::UniformTime(double t_min, double T) : t_min_(t_min), T_(T) {
  if (!(0 <= t_min && t_min < T))
    throw std::invalid_argument(
        fmt::format("times uniform: t_min = {}, expected 0 <= t_min < T = {}", t_min, T));
}

ChainTime::ChainTime(double t_min, double T, int steps)
    : T_(T), steps_(steps), first_(std::max(1.0, std::ceil(t_min / T * steps - 1e-9))) {
  if (steps < 1 || !(0 <= t_min && t_min <= T))
    throw std::invalid_argument(fmt::format(
        "times chain: {} steps, t_min = {}, expected at least 1 and 0 <= t_min <= T = {}", steps, t_min, T));
}

TimeDraw ChainTime::operator()(double uniform) const {
  const double i = first_ + std::floor(uniform * (steps_ - first_ + 1));
  return {T_ * std::min(i, steps_) / steps_, 1};
}

namespace {

void check_cells(const char* name, double t_min, double T) {
  if (!(0 < t_min && t_min < T))
    throw std::invalid_argument(
        fmt::format("times {}: t_min = {}, expected 0 < t_min < T = {}", name, t_min, T));
}

std::vector<double> geometric_edges(double t_min, double T, int cells) {
  std::vector<double> edges(static_cast<std::size_t>(cells) + 1);
  const double ratio = std::log(T / t_min) / cells;
  for (std::size_t i = 0; i < edges.size(); ++i)
    edges[i] = i + 1 == edges.size() ? T : t_min * std::exp(ratio * static_cast<double>(i));
  return edges;
}

// P(z < x) for a standard normal z; in both tails to the last digit when differences are taken on one side.
double normal_below(double x) { return 0.5 * std::erfc(-x / std::numbers::sqrt2); }

// P(a < z < b), without cancellation.
double normal_between(double a, double b) {
  return a > 0 ? normal_below(-a) - normal_below(-b) : normal_below(b) - normal_below(a);
}

}  // namespace

TimeDraw Cells::at(double uniform) const {
  const auto above = std::upper_bound(cumulative.begin() + 1, cumulative.end() - 1, uniform);
  const auto i = static_cast<std::size_t>(above - cumulative.begin());
  const double mass = cumulative[i] - cumulative[i - 1], width = edges[i] - edges[i - 1];
  const double t = edges[i - 1] + width * (uniform - cumulative[i - 1]) / mass;
  return {std::min(t, edges[i]), width / (mass * (edges.back() - edges.front()))};
}

ImportanceTime::ImportanceTime(double t_min, double T, const std::function<double(double)>& rate, int cells) {
  check_cells("importance", t_min, T);
  cells_ = {geometric_edges(t_min, T, cells), std::vector<double>(static_cast<std::size_t>(cells) + 1, 0)};
  auto& [edges, cumulative] = cells_;
  double before = 0;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const double now = rate(edges[i]);
    if (!(now > 0) || !std::isfinite(now))
      throw std::invalid_argument(fmt::format(
          "times importance: rate = {} at t = {:.6g}, expected a finite number > 0", now, edges[i]));
    if (i > 0) cumulative[i] = cumulative[i - 1] + 0.5 * (before + now) * (edges[i] - edges[i - 1]);
    before = now;
  }
  const double total = cumulative.back();
  for (double& c : cumulative) c /= total;
}

LogNormalTime::LogNormalTime(double t_min, double T, const std::function<double(double)>& sigma, double mean,
                             double deviation, int cells) {
  check_cells("log_normal", t_min, T);
  if (!(deviation > 0))
    throw std::invalid_argument(
        fmt::format("times log_normal: deviation = {}, expected a number > 0", deviation));
  cells_ = {geometric_edges(t_min, T, cells), {0}};
  auto& [edges, cumulative] = cells_;
  const auto standard = [&](double t) { return (std::log(sigma(t)) - mean) / deviation; };
  for (std::size_t i = 1; i < edges.size(); ++i)
    cumulative.push_back(cumulative.back() + normal_between(standard(edges[i - 1]), standard(edges[i])));
  const double total = cumulative.back();
  if (!(total > 1e-6))
    throw std::invalid_argument(fmt::format(
        "times log_normal: the noise levels {:.4g} to {:.4g} of t = {:.4g} to {:.4g} are not drawn, as log "
        "sigma has mean {} and deviation {}; choose other times, or an SDE that reaches these levels",
        sigma(t_min), sigma(T), t_min, T, mean, deviation));
  for (double& c : cumulative) c /= total;
}

TimeDraw LogNormalTime::operator()(double uniform) const { return {cells_.at(uniform).t, 1}; }

namespace {

using Times = std::shared_ptr<const TimeSampling>;

Times uniform_time(const Regression& regression, double t_min) {
  return std::make_shared<UniformTime>(t_min, regression.sde().T);
}

Times likelihood_time(const Regression& regression, double t_min) {
  const Weighting& weight = weighting("likelihood");
  return std::make_shared<ImportanceTime>(t_min, regression.sde().T, [&](double t) {
    return weight.factor(regression.sde(), t, regression.at(t)).squaredNorm();
  });
}

Times chain_time(const Regression& regression, double t_min) {
  const sde::LinearSde& sde = regression.sde();
  if (sde.clock.steps == 0)
    throw std::invalid_argument(
        fmt::format("times chain: the clock of '{}' is no chain; choose the clock linear_chain or "
                    "cosine_chain, or times uniform",
                    sde.name));
  return std::make_shared<ChainTime>(t_min, sde.T, sde.clock.steps);
}

Times edm_time(const Regression& regression, double t_min) {
  const auto level = [&](double t) { return sde::noise_level(regression.sde(), t); };
  return std::make_shared<LogNormalTime>(t_min, regression.sde().T, level, -1.2, 1.2);
}

}  // namespace

const std::vector<TimeSamplingRow>& time_samplings() {
  static const std::vector<TimeSamplingRow> table{
      {"uniform", "t ~ U[t_min, T]", "Song et al. 2021", uniform_time},
      {"importance", "density proportional to the likelihood weight", "Song, Durkan, Murray & Ermon 2021",
       likelihood_time},
      {"chain", "uniform among the times of a chain of steps (clocks linear_chain, cosine_chain)",
       "Ho, Jain & Abbeel 2020, algorithm 1", chain_time},
      {"log_normal", "log of the noise level ~ N(-1.2, 1.2^2), cut off to those of [t_min, T]",
       "Karras et al. 2022, table 1", edm_time}};
  return table;
}

std::shared_ptr<const TimeSampling> time_sampling(const std::string& name, const Regression& regression,
                                                  double t_min) {
  return row_named("time sampling", time_samplings(), name).make(regression, t_min);
}

}  // namespace pont::losses
