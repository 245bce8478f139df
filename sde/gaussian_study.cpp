// The variances in closed form, and the four schemes as recursions on them.
#include "sde/gaussian_study.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "sde/decompositions.hpp"

namespace pont::sde {
namespace {

Instant instant(const Clock& clock, double t) {
  const double elapsed = clock.elapsed(t);
  return {t, clock.beta(t), elapsed, std::exp(-2 * elapsed), -std::expm1(-2 * elapsed)};
}

// Rate of the probability flow dx = f x dt backwards in time: beta (1 - 1 / variance).
double flow_rate(const Instant& at, double lambda) { return at.beta * (1 - 1 / at.variance(lambda)); }

VarianceMap euler_maruyama(const Interval& h, double lambda) {
  const double m = 1 + h.dt * h.before.beta * (1 - 2 / h.before.variance(lambda));
  return {m * m, 2 * h.dt * h.before.beta};
}

VarianceMap exponential_integrator(const Interval& h, double lambda) {
  const double m = 1 + h.growth * (1 - 2 / h.before.variance(lambda));
  return {m * m, h.growth * (h.growth + 2)};  // e^{2D} - 1 = (e^D - 1)(e^D + 1)
}

VarianceMap euler(const Interval& h, double lambda) {
  const double m = 1 + h.dt * flow_rate(h.before, lambda);
  return {m * m, 0};
}

VarianceMap heun(const Interval& h, double lambda) {
  const double predictor = 1 + h.dt * flow_rate(h.before, lambda);
  const double m = 1 + h.dt / 2 * (flow_rate(h.before, lambda) + flow_rate(h.after, lambda) * predictor);
  return {m * m, 0};
}

}  // namespace

GaussianDiffusion::GaussianDiffusion(Clock clock, double T)
    : clock_(std::move(clock)), end_(instant(clock_, T)) {}

Instant GaussianDiffusion::at(double t) const { return instant(clock_, t); }

double GaussianDiffusion::reverse_sde(double lambda, double t) const {
  const Instant now = at(t);
  const double v = now.variance(lambda), v_end = end_.variance(lambda);
  return v + std::exp(-2 * (end_.elapsed - now.elapsed)) * v * v / v_end * (1 / v_end - 1);
}

double GaussianDiffusion::probability_flow(double lambda, double t) const {
  return forward(lambda, t) / end_.variance(lambda);
}

std::vector<Interval> GaussianDiffusion::steps(int nodes, double eps) const {
  if (nodes < 2 || !(eps >= 0) || !(eps < T()))
    throw std::invalid_argument(
        fmt::format("time grid: {} nodes down to eps = {}; expected at least 2 nodes and 0 <= eps < T = {}",
                    nodes, eps, T()));
  std::vector<Interval> steps;
  const double dt = (T() - eps) / (nodes - 1);
  Instant before = end_;
  for (int k = 1; k < nodes; ++k) {
    const Instant after = at(k == nodes - 1 ? eps : T() - k * dt);
    steps.push_back({before, after, dt, std::expm1(before.elapsed - after.elapsed)});
    before = after;
  }
  return steps;
}

const std::vector<StudyScheme>& study_schemes() {
  static const std::vector<StudyScheme> rows{
      {"EM", 1, euler_maruyama, &GaussianDiffusion::reverse_sde},
      {"EI", 1, exponential_integrator, &GaussianDiffusion::reverse_sde},
      {"Euler", 1, euler, &GaussianDiffusion::probability_flow},
      {"Heun", 2, heun, &GaussianDiffusion::probability_flow},
  };
  return rows;
}

VarianceMap compose(const StudyScheme& scheme, std::span<const Interval> steps, double lambda) {
  VarianceMap all;
  for (const Interval& step : steps) all = all.then(scheme.step(step, lambda));
  return all;
}

namespace {

// U f(lambda) U^T.
template <class F>
Eigen::MatrixXd of_spectrum(const Eigen::MatrixXd& sigma, const F& f) {
  const auto [eigenvalues, U] = symmetric_eigen(sigma);
  const Eigen::VectorXd values = eigenvalues.unaryExpr(f);
  return U * values.asDiagonal() * U.transpose();
}

}  // namespace

Eigen::MatrixXd reverse_covariance(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma,
                                   const Eigen::MatrixXd& start, double t) {
  const Instant now = diffusion.at(t), end = diffusion.at(diffusion.T());
  const double memory = std::exp(-(end.elapsed - now.elapsed));
  const Eigen::MatrixXd carried =
      of_spectrum(sigma, [&](double l) { return memory * now.variance(l) / end.variance(l); });
  const Eigen::MatrixXd noise = of_spectrum(sigma, [&](double l) {
    const double v = now.variance(l);
    return v - memory * memory * v * v / end.variance(l);
  });
  return carried * start * carried.transpose() + noise;
}

Eigen::MatrixXd flow_map(const GaussianDiffusion& diffusion, const Eigen::MatrixXd& sigma, double t) {
  const Instant now = diffusion.at(t), end = diffusion.at(diffusion.T());
  return of_spectrum(sigma, [&](double l) { return std::sqrt(now.variance(l) / end.variance(l)); });
}

}  // namespace pont::sde
