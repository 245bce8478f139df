// Which times a loss is measured at, and how errors of the score count there.
#include "losses/weighting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "losses/table.hpp"

namespace pont::losses {

// The table of weightings.

namespace {

using sde::LinearSde, sde::Mat;
using Coefficients = Regression::Coefficients;

// (1/2) e_s^T G G^T e_s with G G^T the diffusion of the driven blocks per unit of t.
Mat likelihood_factor(const LinearSde& sde, double t, const Coefficients& c) {
  const auto driven = sde.driven();
  const Mat G = sde::square_root(sde.diffusion(t)(driven, driven));
  return std::sqrt(0.5) * G.transpose() * c.unit();
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
       "Song, Durkan, Murray & Ermon 2021", likelihood_factor}};
  return table;
}

const Weighting& weighting(const std::string& name) { return row_named("weighting", weightings(), name); }

// Inverse distribution functions of the times, and their table.

namespace {

std::shared_ptr<const TimeSampling> uniform_time(const Regression& regression, double t_min) {
  return std::make_shared<UniformTime>(t_min, regression.sde().T);
}

std::shared_ptr<const TimeSampling> likelihood_time(const Regression& regression, double t_min) {
  const Weighting& weight = weighting("likelihood");
  return std::make_shared<ImportanceTime>(t_min, regression.sde().T, [&](double t) {
    return weight.factor(regression.sde(), t, regression.at(t)).squaredNorm();
  });
}

}  // namespace

UniformTime::UniformTime(double t_min, double T) : t_min_(t_min), T_(T) {
  if (!(0 <= t_min && t_min < T))
    throw std::invalid_argument(
        fmt::format("times uniform: t_min = {}, expected 0 <= t_min < T = {}", t_min, T));
}

ImportanceTime::ImportanceTime(double t_min, double T, const std::function<double(double)>& rate, int cells)
    : edges_(static_cast<std::size_t>(cells) + 1), cumulative_(edges_.size(), 0) {
  if (!(0 < t_min && t_min < T))
    throw std::invalid_argument(
        fmt::format("times importance: t_min = {}, expected 0 < t_min < T = {}", t_min, T));
  const double ratio = std::log(T / t_min) / cells;
  double before = 0;
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    edges_[i] = i + 1 == edges_.size() ? T : t_min * std::exp(ratio * static_cast<double>(i));
    const double now = rate(edges_[i]);
    if (!(now > 0) || !std::isfinite(now))
      throw std::invalid_argument(fmt::format(
          "times importance: rate = {} at t = {:.6g}, expected a finite number > 0", now, edges_[i]));
    if (i > 0) cumulative_[i] = cumulative_[i - 1] + 0.5 * (before + now) * (edges_[i] - edges_[i - 1]);
    before = now;
  }
  const double total = cumulative_.back();
  for (double& c : cumulative_) c /= total;
}

TimeDraw ImportanceTime::operator()(double uniform) const {
  const auto above = std::upper_bound(cumulative_.begin() + 1, cumulative_.end() - 1, uniform);
  const auto i = static_cast<std::size_t>(above - cumulative_.begin());
  const double mass = cumulative_[i] - cumulative_[i - 1], width = edges_[i] - edges_[i - 1];
  const double t = edges_[i - 1] + width * (uniform - cumulative_[i - 1]) / mass;
  return {std::min(t, edges_[i]), width / (mass * (edges_.back() - edges_.front()))};
}

const std::vector<TimeSamplingRow>& time_samplings() {
  static const std::vector<TimeSamplingRow> table{
      {"uniform", "t ~ U[t_min, T]", "Song et al. 2021", uniform_time},
      {"importance", "density proportional to the likelihood weight", "Song, Durkan, Murray & Ermon 2021",
       likelihood_time}};
  return table;
}

std::shared_ptr<const TimeSampling> time_sampling(const std::string& name, const Regression& regression,
                                                  double t_min) {
  return row_named("time sampling", time_samplings(), name).make(regression, t_min);
}

}  // namespace pont::losses
