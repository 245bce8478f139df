// Uniform and quadratic time grids, and the check every sampling run makes.
#include "sde/grid.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <stdexcept>

namespace pont::sde {
namespace {

template <class Warp>
std::vector<double> warped(double T, double eps, int n, Warp warp) {
  if (n < 1 || !(eps >= 0 && eps < T))
    throw std::invalid_argument(
        fmt::format("time grid: n = {}, eps = {}, T = {}; expected n >= 1 and 0 <= eps < T", n, eps, T));
  std::vector<double> grid;
  for (int i = 0; i <= n; ++i) grid.push_back(eps + (T - eps) * warp(static_cast<double>(n - i) / n));
  grid.front() = T;
  return grid;
}

}  // namespace

std::vector<double> uniform_grid(double T, double eps, int n) {
  return warped(T, eps, n, [](double x) { return x; });
}

std::vector<double> quadratic_grid(double T, double eps, int n) {
  return warped(T, eps, n, [](double x) { return x * x; });
}

void check_grid(const std::vector<double>& grid, double T) {
  if (grid.size() < 2)
    throw std::invalid_argument(fmt::format("time grid: {} times, expected at least 2", grid.size()));
  if (!(grid.front() <= T && grid.back() >= 0))
    throw std::invalid_argument(fmt::format("time grid: runs from {} to {}, expected within [0, T = {}]",
                                            grid.front(), grid.back(), T));
  for (std::size_t i = 0; i + 1 < grid.size(); ++i)
    if (!(grid[i + 1] < grid[i]))
      throw std::invalid_argument(
          fmt::format("time grid: t[{}] = {} is not below t[{}] = {}; reverse time decreases", i + 1,
                      grid[i + 1], i, grid[i]));
}

}  // namespace pont::sde
