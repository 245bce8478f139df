// Interpolation between two step sizes, and mirroring.
#include "sde/bridges/steps.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace pont::sde {
namespace {

void check_steps(int count, double first, double last) {
  if (count < 1 || !(first > 0) || !(last > 0) || !std::isfinite(first) || !std::isfinite(last))
    throw std::invalid_argument(fmt::format(
        "steps: {} of size {} to {}; expected at least one, and positive finite sizes", count, first, last));
}

double fraction(int i, int count) { return count == 1 ? 0 : static_cast<double>(i) / (count - 1); }

}  // namespace

std::vector<double> linear_steps(int count, double first, double last) {
  check_steps(count, first, last);
  std::vector<double> sizes;
  for (int i = 0; i < count; ++i) sizes.push_back(first + fraction(i, count) * (last - first));
  return sizes;
}

std::vector<double> geometric_steps(int count, double first, double last) {
  check_steps(count, first, last);
  std::vector<double> sizes;
  for (int i = 0; i < count; ++i) sizes.push_back(first * std::pow(last / first, fraction(i, count)));
  return sizes;
}

std::vector<double> mirrored_steps(int count, const std::vector<double>& half) {
  if (count < 1 || half.size() != static_cast<std::size_t>(count + 1) / 2)
    throw std::invalid_argument(
        fmt::format("steps: {} sizes to mirror into {}; expected half of them, the middle one included",
                    half.size(), count));
  std::vector<double> sizes = half;
  for (std::size_t i = static_cast<std::size_t>(count) / 2; i-- > 0;) sizes.push_back(half[i]);
  return sizes;
}

}  // namespace pont::sde
