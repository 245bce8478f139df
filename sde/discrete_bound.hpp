// The variational bound of a discrete diffusion, DDPM's L_0 + ... + L_T, as rate and distortion.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sde/alpha_bars.hpp"
#include "sde/linear_sde.hpp"
#include "sde/noise.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// What a model expects the noise eps of x_i = sqrt(alpha_bar_i) x_0 + sqrt(1 - alpha_bar_i) eps to be: x,
/// eps [B, d], i = 1, ..., T; eps is resized. Any function of x gives a bound.
using NoisePrediction = std::function<void(const Batch& x, int i, Batch& eps)>;

/// That of the score of an SDE with one block, at the time with the same log-SNR (at T, or shortly after 0,
/// where there is none). `score` must outlive it. Throws std::invalid_argument for k > 1.
NoisePrediction noise_prediction(const LinearSde& sde, Score& score, const AlphaBars& levels);

/// The levels of an SDE with one block at times that decrease to a positive one: alpha_bar = Phi^2 / (Phi^2 +
/// Q). For the clock of a chain, at the chain's times, its own. Throws std::invalid_argument for k > 1, and
/// as AlphaBars.
AlphaBars levels_at(const LinearSde& sde, const std::vector<double>& times);

/// The variance of the steps back, from i to i - 1, i = 2, ..., T.
struct StepVariance final {
  std::string name, summary, source;
  double (*variance)(const AlphaBars& levels, int i);
};
/// posterior: that of x_{i-1} given x_i and x_0; beta: that of the forward step.
const std::vector<StepVariance>& step_variances();
/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const StepVariance& step_variance(const std::string& name);

/// The last step, from x_1 to data.
class LastStep {
 public:
  virtual ~LastStep() = default;
  /// -log p(x | x_1) in nats per row, for x, x_1 and the noise expected in it [B, d].
  virtual Eigen::VectorXd nats(const Batch& x, const Batch& noised, const Batch& eps,
                               double alpha_bar) const = 0;
};

/// A density, N(x; x_1 / sqrt(alpha_bar), (1 - alpha_bar) / alpha_bar): the decoder of NoisyStart for k = 1.
class DensityStep final : public LastStep {
 public:
  Eigen::VectorXd nats(const Batch& x, const Batch& noised, const Batch& eps,
                       double alpha_bar) const override;
};

/// The probability of bins of `width` with centres x from `low` to `high`, the outer ones open, under the law
/// N(expected x_0, 1 - alpha_bar) (Ho, Jain & Abbeel 2020, eq. 13).
class BinStep final : public LastStep {
 public:
  BinStep(double low, double high, double width) : low_(low), high_(high), width_(width) {}
  Eigen::VectorXd nats(const Batch& x, const Batch& noised, const Batch& eps,
                       double alpha_bar) const override;

 private:
  double low_, high_, width_;
};

/// -log p(x) <= total() in nats per row, an unbiased estimate by one draw of the noise in each of the T
/// steps.
struct DiscreteBound final {
  Eigen::VectorXd rate;        ///< [B] L_1 + ... + L_T: what x_1 costs
  Eigen::VectorXd distortion;  ///< [B] L_0 = -log p(x_0 | x_1): what data cost, given x_1
  Eigen::VectorXd total() const { return rate + distortion; }
};

/// Of data x [B, d], by T evaluations of the model (Ho, Jain & Abbeel 2020, eq. 5). Step i takes the draws
/// (i, 0).
DiscreteBound discrete_bound(const AlphaBars& levels, const NoisePrediction& model,
                             const StepVariance& variance, const LastStep& last, const Batch& x,
                             const Noise& noise);

}  // namespace pont::sde
