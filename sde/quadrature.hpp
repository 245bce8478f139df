// Adaptive Gauss-Legendre quadrature by bisection, for numbers and for matrices.
#pragma once
#include <array>
#include <stdexcept>
#include <string>

namespace pont::sde {

/// A panel is accepted when halving it changes its integral by less than this, relatively (8 points per
/// panel).
inline constexpr double quadrature_tolerance = 1e-13;
inline constexpr int quadrature_depth = 40;

/// Positive half of the 8-point Gauss-Legendre rule on [-1, 1] (Abramowitz & Stegun 1964, table 25.4).
inline constexpr std::array<double, 4> gauss_nodes{0.1834346424956498, 0.5255324099163290, 0.7966664774136267,
                                                   0.9602898564975363};
inline constexpr std::array<double, 4> gauss_weights{0.3626837833783620, 0.3137066458778873,
                                                     0.2223810344533745, 0.1012285362903763};

/// sum_i w_i f(x_i) on [a, b]. The weights are positive: positive semidefinite values add up to one.
template <class F>
auto gauss_panel(const F& f, double a, double b) {
  const double mid = 0.5 * (a + b), half = 0.5 * (b - a);
  auto pair = [&](int i) {
    auto sum = f(mid - half * gauss_nodes[i]);
    sum += f(mid + half * gauss_nodes[i]);
    sum *= half * gauss_weights[i];
    return sum;
  };
  auto sum = pair(0);
  for (int i = 1; i < 4; ++i) sum += pair(i);
  return sum;
}

/// int_a^b f, halving panels until close(coarse, fine) holds in each. Throws std::runtime_error, naming the
/// place, when 40 halvings do not suffice (a singularity).
template <class F, class Close>
auto integrate(const F& f, double a, double b, const Close& close, int depth = 0) {
  const double mid = 0.5 * (a + b);
  const auto coarse = gauss_panel(f, a, b);
  auto fine = gauss_panel(f, a, mid);
  fine += gauss_panel(f, mid, b);
  if (close(coarse, fine)) return fine;
  if (depth == quadrature_depth)
    throw std::runtime_error("integrate: no convergence near t = " + std::to_string(mid) +
                             "; is the rate singular there?");
  fine = integrate(f, a, mid, close, depth + 1);
  fine += integrate(f, mid, b, close, depth + 1);
  return fine;
}

}  // namespace pont::sde
