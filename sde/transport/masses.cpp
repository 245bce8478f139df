// Integer masses: least common multiple for uniform weights, 52-bit fixed point for given ones.
#include "sde/transport/masses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "sde/summation.hpp"

namespace pont::sde {
namespace {

constexpr std::int64_t kFixedPointTotal = std::int64_t{1} << 52;

void check_weights(const std::string& name, std::span<const double> weights) {
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (!std::isfinite(weights[i]) || weights[i] < 0)
      throw std::invalid_argument(
          fmt::format("{}[{}] is {}; expected a finite weight >= 0", name, i, weights[i]));
  const double total = sum(weights);
  if (!std::isfinite(total) || total <= 0)
    throw std::invalid_argument(fmt::format("{} sum to {}; expected a finite sum > 0", name, total));
}

std::vector<std::int64_t> fixed_point(const std::string& name, std::span<const double> weights) {
  check_weights(name, weights);
  const double total = sum(weights);
  std::vector<std::int64_t> mass;
  for (const double w : weights) mass.push_back(std::llround(w / total * double(kFixedPointTotal)));
  *std::max_element(mass.begin(), mass.end()) +=
      kFixedPointTotal - std::accumulate(mass.begin(), mass.end(), std::int64_t{0});
  return mass;
}

}  // namespace

Masses uniform_masses(std::int64_t n, std::int64_t m) {
  const std::int64_t total = std::lcm(n, m);
  return {std::vector<std::int64_t>(std::size_t(n), total / n),
          std::vector<std::int64_t>(std::size_t(m), total / m), total};
}

Masses weighted_masses(std::string_view where, std::span<const double> x, std::span<const double> y) {
  return {fixed_point(fmt::format("{}: weights of x", where), x),
          fixed_point(fmt::format("{}: weights of y", where), y), kFixedPointTotal};
}

}  // namespace pont::sde
