// Clocks in closed form, and one by quadrature.
#include "sde/clock.hpp"

#include <cmath>
#include <numbers>
#include <utility>

#include "sde/quadrature.hpp"

namespace pont::sde {

Clock constant_clock(double beta) {
  return {[=](double) { return beta; }, [=](double t) { return beta * t; }};
}

Clock affine_clock(double beta0, double beta1, double T) {
  const double slope = (beta1 - beta0) / T;
  return {[=](double t) { return beta0 + slope * t; },
          [=](double t) { return t * (beta0 + 0.5 * slope * t); }};
}

Clock geometric_clock(double sigma_min, double sigma_max, double T) {
  const double rate = 2 * std::log(sigma_max / sigma_min) / T, variance = sigma_min * sigma_min;
  return {[=](double t) { return variance * rate * std::exp(rate * t); },
          [=](double t) { return variance * std::expm1(rate * t); }};
}

Clock cosine_clock(double s) {
  const double scale = 0.5 * std::numbers::pi / (1 + s);
  return {
      [=](double t) { return 2 * scale * std::tan(scale * (t + s)); },
      [=](double t) {  // cos(a + b) / cos(a) = 1 - (1 - cos b) - tan a sin b, with a = scale s, b = scale t
        const double half = std::sin(0.5 * scale * t);
        return -2 * std::log1p(-2 * half * half - std::tan(scale * s) * std::sin(scale * t));
      }};
}

Clock clock_of_rate(std::function<double(double)> beta) {
  auto elapsed = [beta](double t) {
    return integrate(beta, 0, t, [](double coarse, double fine) {
      return std::abs(coarse - fine) <= quadrature_tolerance * std::abs(fine);
    });
  };
  return {std::move(beta), elapsed};
}

}  // namespace pont::sde
