// The noise levels of a discrete diffusion: x_i = sqrt(alpha_bar_i) x_0 + sqrt(1 - alpha_bar_i) eps, i = 1,
// ..., T.
#pragma once
#include <string>
#include <vector>

namespace pont::sde {

/// alpha_bar_1 > ... > alpha_bar_T, all in (0, 1). With alpha_i = alpha_bar_i / alpha_bar_{i-1} and
/// alpha_bar_0 = 1, a step of the chain is x_i ~ N(sqrt(alpha_i) x_{i-1}, 1 - alpha_i) (Ho, Jain & Abbeel
/// 2020, eq. 2).
class AlphaBars final {
 public:
  /// Throws std::invalid_argument, naming the step, unless they decrease within (0, 1).
  explicit AlphaBars(std::vector<double> values);

  int steps() const { return static_cast<int>(values_.size()); }
  /// alpha_bar_i for i = 0, ..., steps(); 1 for 0.
  double operator()(int i) const { return i == 0 ? 1 : values_[static_cast<std::size_t>(i - 1)]; }
  /// beta_i = 1 - alpha_i.
  double beta(int i) const { return 1 - (*this)(i) / (*this)(i - 1); }
  /// log(alpha_bar_i / (1 - alpha_bar_i)) / 2, what log_snr is of an SDE.
  double log_snr(int i) const;

 private:
  std::vector<double> values_;  // [T]
};

/// beta_i from `first` to `last` in equal steps (Ho, Jain & Abbeel 2020, section 4: these numbers and T =
/// 1000).
AlphaBars linear_alpha_bars(int steps, double first = 1e-4, double last = 0.02);

/// alpha_bar_i = f(i / T) / f(0), f(t) = cos^2(pi/2 (t + s) / (1 + s)), with beta_i at most `most` (Nichol &
/// Dhariwal 2021, eq. 17).
AlphaBars cosine_alpha_bars(int steps, double s = 0.008, double most = 0.999);

/// One row per schedule, with the parameters of its source.
struct Schedule final {
  std::string name, summary, source;
  AlphaBars (*make)(int steps);
};
const std::vector<Schedule>& schedules();
/// The row of that name; throws std::invalid_argument, listing the names, if there is none.
const Schedule& schedule(const std::string& name);

}  // namespace pont::sde
