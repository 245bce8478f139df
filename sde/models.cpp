// Factories of the SDEs and the table of models.
#include "sde/models.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

namespace pont::sde {
namespace {

Mat scalar(double value) { return Mat::Constant(1, 1, value); }

Mat diagonal(std::initializer_list<double> entries) {
  const auto k = static_cast<Eigen::Index>(entries.size());
  Mat M = Mat::Zero(k, k);
  M.diagonal() = Eigen::Map<const Eigen::VectorXd>(entries.begin(), k);
  return M;
}

// Every parameter that must be positive says so by name.
void require_positive(const char* model, std::initializer_list<std::pair<const char*, double>> parameters) {
  for (const auto& [name, value] : parameters)
    if (!(value > 0) || !std::isfinite(value))
      throw std::invalid_argument(
          fmt::format("{}: {} = {}, expected a finite number > 0", model, name, value));
}

LinearSde scalar_sde(std::string name, double A, double D, Clock clock, double prior, double T) {
  return {std::move(name), scalar(A), scalar(D), std::move(clock), scalar(prior), scalar(0), T};
}

}  // namespace

LinearSde vp(Clock clock, double T) {
  LinearSde sde = scalar_sde("vp", -0.5, 1, std::move(clock), 1, T);
  sde.stationary = scalar(1);
  return checked(std::move(sde));
}

LinearSde sub_vp(Clock clock, double T) {
  LinearSde sde = scalar_sde("sub_vp", -0.5, 1, clock, 1, T);
  auto elapsed = std::move(clock.elapsed);
  sde.varying_D = [elapsed](double t) { return scalar(-std::expm1(-2 * elapsed(t))); };
  sde.own_transition = [elapsed](double s, double t) {  // (1 - e^{-h}) (1 - e^{-(B_s + B_t)}), h = B_t - B_s
    const double Bs = elapsed(s), Bt = elapsed(t);
    return Kernel{scalar(std::exp(-0.5 * (Bt - Bs))),
                  scalar(std::expm1(-(Bt - Bs)) * std::expm1(-(Bt + Bs)))};
  };
  return checked(std::move(sde));
}

LinearSde ve(double sigma_min, double sigma_max, double T) {
  require_positive("ve", {{"sigma_min", sigma_min}, {"sigma_max", sigma_max}, {"T", T}});
  if (!(sigma_max > sigma_min))
    throw std::invalid_argument(
        fmt::format("ve: sigma_max = {} must exceed sigma_min = {}", sigma_max, sigma_min));
  return checked(scalar_sde("ve", 0, 1, geometric_clock(sigma_min, sigma_max, T), sigma_max * sigma_max, T));
}

LinearSde ou(double alpha, double T) {
  if (!(alpha >= 0)) throw std::invalid_argument(fmt::format("ou: alpha = {}, expected >= 0", alpha));
  require_positive("ou", {{"T", T}});
  const double reached =
      flow(scalar(-alpha), scalar(2), T).Q(0, 0);  // (1 - e^{-2 alpha T}) / alpha, to 2 T at alpha = 0
  LinearSde sde = scalar_sde("ou", -alpha, 2, constant_clock(1), reached, T);
  if (alpha > 0 && std::isfinite(1 / alpha)) sde.stationary = scalar(1 / alpha);
  return checked(std::move(sde));
}

LinearSde brownian(double sigma, double T) {
  require_positive("brownian", {{"sigma", sigma}, {"T", T}});
  return checked(scalar_sde("brownian", 0, sigma * sigma, constant_clock(1), sigma * sigma * T, T));
}

LinearSde cld(Clock clock, double mass, double damping, double gamma, double T) {
  require_positive("cld", {{"mass", mass}, {"damping", damping}, {"gamma", gamma}});
  Mat A(2, 2);
  A << 0, 1 / mass, -1, -damping / mass;
  return linear("cld", A, diagonal({0, 2 * damping}), std::move(clock), diagonal({0, gamma * mass}), {}, T);
}

LinearSde third_order_langevin(Clock clock, double gamma, double xi, double L, double share, double T) {
  require_positive("third_order_langevin", {{"gamma", gamma}, {"xi", xi}, {"L", L}, {"share", share}});
  Mat A(3, 3);
  A << 0, 1, 0, -1 / L, 0, gamma, 0, -gamma, -xi;
  return linear("third_order_langevin", A, diagonal({0, 0, 2 * xi / L}), std::move(clock),
                diagonal({0, share / L, share / L}), {}, T);
}

LinearSde linear(std::string name, Mat A, Mat D, Clock clock, Mat initial, std::optional<Mat> prior,
                 double T) {
  std::optional<Mat> stationary;
  if (!prior) prior = stationary = lyapunov(A, D);
  return checked({std::move(name), std::move(A), std::move(D), std::move(clock), *prior, std::move(initial),
                  T, stationary});
}

const std::vector<Model>& models() {
  static const std::vector<Model> table{
      {"vp", "variance preserving", "Song et al. 2021, eq. 11; beta 0.1..20", vp(affine_clock(0.1, 20))},
      {"vp_constant", "variance preserving at a constant rate", "Song et al. 2021, eq. 11; beta 4",
       vp(constant_clock(4))},
      {"sub_vp", "variance below that of VP", "Song et al. 2021, eq. 12; beta 0.1..20",
       sub_vp(affine_clock(0.1, 20))},
      {"ve", "variance exploding", "Song et al. 2021, eq. 9; sigma 0.01..50", ve(0.01, 50)},
      {"ou", "Ornstein-Uhlenbeck, sqrt(2) dw", "De Bortoli et al. 2021; alpha 1, T 3", ou(1, 3)},
      {"brownian", "Brownian motion", "reference process of Schroedinger bridges; sigma 1", brownian(1)},
      {"cld", "critically damped Langevin",
       "Dockhorn, Vahdat & Kreis 2022; beta 4, M 1/4, Gamma 1, gamma 0.04",
       cld(constant_clock(4), 0.25, 1, 0.04)},
      {"cld_underdamped", "oscillating Langevin", "Dockhorn, Vahdat & Kreis 2022, eq. 5; Gamma = sqrt(M)",
       cld(constant_clock(4), 0.25, 0.5, 0.04)},
      {"cld_overdamped", "over-damped Langevin", "Dockhorn, Vahdat & Kreis 2022, eq. 5; Gamma = 4 sqrt(M)",
       cld(constant_clock(4), 0.25, 2, 0.04)},
      {"third_order_langevin", "third-order Langevin, critically damped", "Mou et al. 2021; Shi & Liu 2024",
       third_order_langevin(constant_clock(4), std::sqrt(8.0), std::sqrt(27.0), 1, 0.04)},
  };
  return table;
}

}  // namespace pont::sde
