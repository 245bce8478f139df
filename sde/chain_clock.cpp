// The clock of a Markov chain, and the schedules of DDPM: linear, and a cosine that is cut off.
#include "sde/chain_clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <numbers>
#include <stdexcept>

namespace pont::sde {
namespace {

void check_betas(const std::vector<double>& betas, double T) {
  if (betas.empty() || !(T > 0))
    throw std::invalid_argument(
        fmt::format("chain: {} steps to T = {}, expected at least 1, and T > 0", betas.size(), T));
  for (std::size_t i = 0; i < betas.size(); ++i)
    if (!(betas[i] > 0 && betas[i] < 1))
      throw std::invalid_argument(
          fmt::format("chain: beta = {} in step {}, expected between 0 and 1", betas[i], i + 1));
}

// -log alpha_bar at 0, 1, .. N.
std::vector<double> knots(const std::vector<double>& betas) {
  std::vector<double> sums{0};
  for (const double beta : betas) sums.push_back(sums.back() - std::log1p(-beta));
  return sums;
}

}  // namespace

Clock chain_clock(const std::vector<double>& betas, double T) {
  check_betas(betas, T);
  const auto sums = std::make_shared<const std::vector<double>>(knots(betas));
  const double n = static_cast<double>(betas.size());
  const auto beta = [sums, n, T](double t) {  // at the time i of the chain, that of the step to it
    const double step = std::clamp(std::ceil(t / T * n - 1e-9), 1.0, n);
    const auto i = static_cast<std::size_t>(step);
    return ((*sums)[i] - (*sums)[i - 1]) * n / T;
  };
  const auto elapsed = [sums, n, T](double t) {
    const double place = t / T * n, before = std::clamp(std::floor(place), 0.0, n - 1);
    const auto i = static_cast<std::size_t>(before);
    return (*sums)[i] + (place - before) * ((*sums)[i + 1] - (*sums)[i]);
  };
  return {beta, elapsed, static_cast<int>(betas.size())};
}

std::vector<double> linear_betas(int steps, double first, double last) {
  std::vector<double> betas;
  for (int i = 0; i < steps; ++i)
    betas.push_back(steps == 1 ? first : first + (last - first) * i / (steps - 1));
  return betas;
}

std::vector<double> cosine_betas(int steps, double s, double most) {
  const auto f = [s](double t) { return std::pow(std::cos(0.5 * std::numbers::pi * (t + s) / (1 + s)), 2); };
  std::vector<double> betas;
  for (int i = 1; i <= steps; ++i) {
    const double n = steps;
    betas.push_back(std::min(1 - f(i / n) / f((i - 1) / n), most));
  }
  return betas;
}

}  // namespace pont::sde
