// The table of weightings: what an error of the score costs at each time.
#include "losses/weighting.hpp"

#include <algorithm>
#include <cmath>

#include "losses/table.hpp"

namespace pont::losses {

namespace {

using sde::LinearSde, sde::Mat;
using Coefficients = Regression::Coefficients;

// (1/2) e_s^T G G^T e_s with G G^T the diffusion of the driven blocks per unit of t.
Mat likelihood_factor(const LinearSde& sde, double t, const Coefficients& c) {
  const auto driven = sde.driven();
  const Mat G = sde::square_root(sde.diffusion(t)(driven, driven));
  return std::sqrt(0.5) * G.transpose() * c.unit();
}

// Variance of the noise over that of data of variance 1: 1 / SNR, for k = 1 the squared noise level of EDM;
// of several blocks the geometric mean.
double noise_to_signal(const Coefficients& c) {
  const double k = static_cast<double>(c.L.rows());
  return std::pow(std::abs(c.L.determinant() / Mat(c.Phi).determinant()), 2 / k);
}

// The cost min(SNR, 5) of the predicted data, SNR that of the predicted noise.
Mat min_snr_factor(const LinearSde&, double, const Coefficients& c) {
  return std::sqrt(std::min(1.0, 5 * noise_to_signal(c))) * c.K;
}

// The cost (sigma^2 + sigma_d^2) / (sigma sigma_d)^2 of the predicted data, sigma_d = 1/2.
Mat edm_factor(const LinearSde&, double, const Coefficients& c) {
  return std::sqrt(1 + 4 * noise_to_signal(c)) * c.K;
}

}  // namespace

const std::vector<Weighting>& weightings() {
  static const std::vector<Weighting> table{
      {"inverse_ell_squared", "|K e|^2: the error of the predicted noise",
       "Ho, Jain & Abbeel 2020; Song et al. 2021; Dockhorn, Vahdat & Kreis 2022",
       [](const LinearSde&, double, const Coefficients& c) { return c.K; }},
      {"unit", "|e|^2: the error in units of the network (with preconditioned: loss of v-prediction, EDM)",
       "Salimans & Ho 2022; Karras et al. 2022",
       [](const LinearSde&, double, const Coefficients& c) -> Mat {
         return Mat::Identity(c.K.rows(), c.K.cols());
       }},
      {"uniform", "|e_s|^2: the error of the score", "Hyvarinen 2005; Vincent 2011",
       [](const LinearSde&, double, const Coefficients& c) { return c.unit(); }},
      {"likelihood", "beta e_s^T D e_s / 2: bounds the negative log-likelihood",
       "Song, Durkan, Murray & Ermon 2021", likelihood_factor},
      {"min_snr", "|K e|^2 min(SNR, 5) / SNR: the error of the predicted noise, of the data where SNR < 5",
       "Hang et al. 2023, gamma = 5", min_snr_factor},
      {"edm", "|K e|^2 (1 + 4 / SNR): `unit` with preconditioned at data_variance 1/4, for any network",
       "Karras et al. 2022, table 1, sigma_data = 1/2", edm_factor}};
  return table;
}

const Weighting& weighting(const std::string& name) { return row_named("weighting", weightings(), name); }

}  // namespace pont::losses
