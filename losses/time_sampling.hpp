// Which times a loss is measured at.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "losses/regression.hpp"

namespace pont::losses {

/// A drawn time, and the weight of the loss there: 1 where the law of the times is part of what is minimised,
/// the density of U[t_min, T] over that of the draw where it only lowers the variance.
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

/// t = i T / N for i uniform among those of 1 .. N at or after t_min, weight 1: the times of a chain of N
/// steps (Ho, Jain & Abbeel 2020, algorithm 1).
class ChainTime final : public TimeSampling {
 public:
  /// Throws std::invalid_argument unless steps >= 1 and 0 <= t_min <= T.
  ChainTime(double t_min, double T, int steps);
  TimeDraw operator()(double uniform) const override;

 private:
  double T_, steps_, first_;
};

/// Geometric cells of [t_min, T], and how draws are shared out among them.
struct Cells {
  std::vector<double> edges;       ///< [cells + 1]
  std::vector<double> cumulative;  ///< the share of draws below each edge, 0 to 1 [cells + 1]
  /// The draw that belongs to a uniform number in (0, 1), uniform within its cell, and the density of
  /// U[t_min, T] over that of the draw.
  TimeDraw at(double uniform) const;
};

/// log sigma normal, cut off to the noise levels of [t_min, T]; weight 1 (Karras et al. 2022, table 1). The
/// density of t is piecewise constant on geometric cells, each of exact mass.
class LogNormalTime final : public TimeSampling {
 public:
  /// sigma(t) rises with t. Throws std::invalid_argument unless 0 < t_min < T, deviation > 0, and the levels
  /// have a mass.
  LogNormalTime(double t_min, double T, const std::function<double(double)>& sigma, double mean,
                double deviation, int cells = 1024);
  TimeDraw operator()(double uniform) const override;

 private:
  Cells cells_;
};

/// Density piecewise constant on geometric cells of [t_min, T], proportional to a given rate: sampled
/// exactly, and unbiased whatever the rate (Song, Durkan, Murray & Ermon 2021).
class ImportanceTime final : public TimeSampling {
 public:
  /// rate(t) > 0 is tabulated once at cells + 1 times. Throws std::invalid_argument unless 0 < t_min < T and
  /// the rate is positive and finite.
  ImportanceTime(double t_min, double T, const std::function<double(double)>& rate, int cells = 1024);
  TimeDraw operator()(double uniform) const override { return cells_.at(uniform); }

 private:
  Cells cells_;
};

/// One row per way to draw times. Importance sampling uses the trace of the likelihood weight, beta tr(U^T
/// D U) / 2; `chain` the clock's chain, and throws std::invalid_argument where it has none.
struct TimeSamplingRow {
  std::string name, summary, source;
  std::shared_ptr<const TimeSampling> (*make)(const Regression& regression, double t_min);
};
const std::vector<TimeSamplingRow>& time_samplings();

/// The row of that name on [t_min, T]; throws std::invalid_argument, listing the names, if there is none.
std::shared_ptr<const TimeSampling> time_sampling(const std::string& name, const Regression& regression,
                                                  double t_min);

}  // namespace pont::losses
