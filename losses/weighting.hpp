// Which times a loss is measured at, and how errors of the score count there.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "losses/regression.hpp"
#include "sde/linear_sde.hpp"

namespace pont::losses {

// How errors of the score count at each time: a loss |C e|^2 with an m x m factor C, e in units of the
// network.

/// One row per weighting. `factor` gives C(t) [m, m], so that the error e_s = U e of the score, U = ell K the
/// unit of the network, costs |C e|^2 per coordinate.
struct Weighting {
  std::string name, summary, source;
  sde::Mat (*factor)(const sde::LinearSde& sde, double t, const Regression::Coefficients&);
};
const std::vector<Weighting>& weightings();

/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const Weighting& weighting(const std::string& name);

// Which times a loss is measured at, and the weight that keeps its mean over U[t_min, T] unbiased.

/// A drawn time and the density of U[t_min, T] over that of the draw.
struct TimeDraw {
  double t, weight;
};

class TimeSampling {
 public:
  virtual ~TimeSampling() = default;
  /// The draw that belongs to a uniform number in (0, 1).
  virtual TimeDraw operator()(double uniform) const = 0;
};

/// t ~ U[t_min, T], weight 1.
class UniformTime final : public TimeSampling {
 public:
  /// Throws std::invalid_argument unless 0 <= t_min < T.
  UniformTime(double t_min, double T);
  TimeDraw operator()(double uniform) const override { return {t_min_ + (T_ - t_min_) * uniform, 1}; }

 private:
  double t_min_, T_;
};

/// Density piecewise constant on geometric cells of [t_min, T], proportional to a given rate: sampled
/// exactly, and unbiased whatever the rate (Song, Durkan, Murray & Ermon 2021).
class ImportanceTime final : public TimeSampling {
 public:
  /// rate(t) > 0 is tabulated once at cells + 1 times. Throws std::invalid_argument unless 0 < t_min < T and
  /// the rate is positive and finite.
  ImportanceTime(double t_min, double T, const std::function<double(double)>& rate, int cells = 1024);
  TimeDraw operator()(double uniform) const override;

 private:
  std::vector<double> edges_;       // [cells + 1]
  std::vector<double> cumulative_;  // [cells + 1], 0 to 1
};

/// One row per way to draw times. Importance sampling uses the trace of the likelihood weight, beta tr(U^T
/// D U) / 2.
struct TimeSamplingRow {
  std::string name, summary, source;
  std::shared_ptr<const TimeSampling> (*make)(const Regression& regression, double t_min);
};
const std::vector<TimeSamplingRow>& time_samplings();

/// The row of that name on [t_min, T]; throws std::invalid_argument, listing the names, if there is none.
std::shared_ptr<const TimeSampling> time_sampling(const std::string& name, const Regression& regression,
                                                  double t_min);

}  // namespace pont::losses
