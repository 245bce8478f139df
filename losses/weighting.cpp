// The table of weightings.
#include "losses/weighting.hpp"

#include <cmath>

#include "losses/table.hpp"

namespace pont::losses {
namespace {

using sde::LinearSde, sde::Mat;

// (1/2) e_s^T G G^T e_s with G G^T the diffusion of the driven blocks per unit of t.
Mat likelihood_factor(const LinearSde& sde, double t, const Mat& ell) {
  const auto driven = sde.driven();
  const Mat G = sde::square_root(sde.diffusion(t)(driven, driven));
  return std::sqrt(0.5) * G.transpose() * ell;
}

}  // namespace

const std::vector<Weighting>& weightings() {
  static const std::vector<Weighting> table{
      {"inverse_ell_squared", "|e|^2: the error in units of the network",
       "Ho, Jain & Abbeel 2020; Song et al. 2021; Dockhorn, Vahdat & Kreis 2022",
       [](const LinearSde&, double, const Mat& ell) -> Mat { return Mat::Identity(ell.rows(), ell.cols()); }},
      {"uniform", "|e_s|^2: the error of the score", "Hyvarinen 2005; Vincent 2011",
       [](const LinearSde&, double, const Mat& ell) { return ell; }},
      {"likelihood", "beta e_s^T D e_s / 2: bounds the negative log-likelihood",
       "Song, Durkan, Murray & Ermon 2021", likelihood_factor}};
  return table;
}

const Weighting& weighting(const std::string& name) { return row_named("weighting", weightings(), name); }

}  // namespace pont::losses
