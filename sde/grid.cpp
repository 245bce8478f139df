// Time grids in closed form and by the noise clock, and the check every sampling run makes.
#include "sde/grid.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numbers>
#include <stdexcept>

#include "sde/perturbation.hpp"

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

// Times from T to eps whose log_snr is value(i / n).
template <class Value>
std::vector<double> by_log_snr(const LinearSde& sde, double eps, int n, Value value) {
  if (n < 1 || !(eps > 0 && eps < sde.T))
    throw std::invalid_argument(fmt::format(
        "time grid on the log-SNR of '{}': n = {}, eps = {}, T = {}; expected n >= 1 and 0 < eps < T, "
        "as it is infinite at 0",
        sde.name, n, eps, sde.T));
  std::vector<double> grid{sde.T};
  for (int i = 1; i < n; ++i)
    grid.push_back(time_of_log_snr(sde, value(static_cast<double>(i) / n), eps, sde.T));
  grid.push_back(eps);
  return grid;
}

void check_nodes(const std::vector<double>& nodes) {
  const bool ends = nodes.size() >= 2 && nodes.front() == 1 && nodes.back() == 0;
  if (!ends || std::adjacent_find(nodes.begin(), nodes.end(), std::less_equal<>()) != nodes.end())
    throw std::invalid_argument(
        fmt::format("time grid: nodes [{}]; expected at least 2 fractions that decrease strictly from 1 to 0",
                    fmt::join(nodes, ", ")));
}

}  // namespace

std::vector<double> uniform_grid(double T, double eps, int n) {
  return warped(T, eps, n, [](double x) { return x; });
}

std::vector<double> quadratic_grid(double T, double eps, int n) {
  return warped(T, eps, n, [](double x) { return x * x; });
}

std::vector<double> cosine_grid(double T, double eps, int n) {
  return warped(T, eps, n, [](double x) { return std::pow(std::sin(0.5 * std::numbers::pi * x), 2); });
}

std::vector<double> listed_grid(double T, double eps, int n, const std::vector<double>& nodes) {
  check_nodes(nodes);
  const double pieces = static_cast<double>(nodes.size() - 1);
  return warped(T, eps, n, [&](double x) {
    const double place = (1 - x) * pieces, piece = std::min(std::floor(place), pieces - 1);
    const auto i = static_cast<std::size_t>(piece);
    return std::lerp(nodes[i], nodes[i + 1], place - piece);
  });
}

std::vector<double> log_snr_grid(const LinearSde& sde, double eps, int n) {
  return by_log_snr(sde, eps, n,
                    [&](double x) { return std::lerp(log_snr(sde, sde.T), log_snr(sde, eps), x); });
}

std::vector<double> edm_grid(const LinearSde& sde, double eps, int n, double rho) {
  if (!(rho > 0 && std::isfinite(rho)))
    throw std::invalid_argument(fmt::format("time grid of EDM: rho = {}, expected a finite number > 0", rho));
  return by_log_snr(sde, eps, n, [&](double x) {
    const double root =
        std::lerp(std::pow(noise_level(sde, sde.T), 1 / rho), std::pow(noise_level(sde, eps), 1 / rho), x);
    return -sde.k() * rho * std::log(root);
  });
}

namespace {

void check_chain_grid(const LinearSde& sde, int n, double power) {
  if (sde.clock.steps == 0)
    throw std::invalid_argument(
        fmt::format("time grid of a chain: the clock of '{}' has none; choose the clock linear_chain or "
                    "cosine_chain, or another grid",
                    sde.name));
  if (n < 1 || n > sde.clock.steps || !(power >= 1 && std::isfinite(power)))
    throw std::invalid_argument(
        fmt::format("time grid of a chain: n = {}, power = {}; expected 1 <= n <= {}, the steps of the chain "
                    "of '{}', and a finite power >= 1",
                    n, power, sde.clock.steps, sde.name));
}

}  // namespace

std::vector<double> chain_grid(const LinearSde& sde, double eps, int n, double power) {
  check_chain_grid(sde, n, power);
  const double N = sde.clock.steps;
  std::vector<double> grid;
  for (int i = n; i >= 1; --i) {
    const double part = static_cast<double>(i) / n, tau = std::floor(N * std::pow(part, power) + 1e-9);
    grid.push_back(sde.T * std::max<double>(i, tau) / N);
  }
  if (!(eps >= 0 && eps < grid.back()))
    throw std::invalid_argument(fmt::format(
        "time grid of a chain: eps = {}, expected 0 <= eps < {}, the first of its times that is taken", eps,
        grid.back()));
  grid.push_back(eps);
  return grid;
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
