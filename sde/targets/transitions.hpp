// Markov transitions for a fixed target, and the table of them.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/targets/target.hpp"

namespace pont::sde {

/// Unadjusted Langevin: x += step grad log pi + sqrt(2 step) z. Its stationary law is that of the target up
/// to O(step) (Roberts & Tweedie 1996).
class UnadjustedLangevin final : public Transition {
 public:
  explicit UnadjustedLangevin(double step);  ///< throws std::invalid_argument unless step > 0
  void step(const Target& target, const StepNoise& noise, Walkers& walkers) const override;

 private:
  double step_;
};

/// MALA: the same move as a proposal, accepted with probability min(1, pi(y) q(y, x) / (pi(x) q(x, y))); the
/// stationary law is the target (Roberts & Tweedie 1996).
class Mala final : public Transition {
 public:
  explicit Mala(double step);  ///< throws std::invalid_argument unless step > 0
  void step(const Target& target, const StepNoise& noise, Walkers& walkers) const override;

 private:
  double step_;
};

/// Metropolis: x + scale z, accepted with probability min(1, pi(y) / pi(x)) (Metropolis et al. 1953).
class Metropolis final : public Transition {
 public:
  explicit Metropolis(double scale);  ///< throws std::invalid_argument unless scale > 0
  void step(const Target& target, const StepNoise& noise, Walkers& walkers) const override;

 private:
  double scale_;
};

/// Underdamped Langevin dx = v dt, dv = grad log pi dt - friction v dt + sqrt(2 friction) dw by the splitting
/// BAOAB: half a kick, half a drift, exact friction and noise, half a drift, half a kick. Second order; for
/// Gaussian targets the law of x is exact at any stable step (Leimkuhler & Matthews 2013).
class Baoab final : public Transition {
 public:
  /// Throws std::invalid_argument unless both are > 0.
  Baoab(double step, double friction);
  void step(const Target& target, const StepNoise& noise, Walkers& walkers) const override;

 private:
  double step_, friction_;
};

/// Chains at powers 1 = p_0 > p_1 > ... > 0 of the target, each moved by `inner`; then neighbours swap
/// states, from p_0 on, with probability min(1, (pi(x_j) / pi(x_i))^(p_i - p_j)) (Geyer 1991; Swendsen & Wang
/// 1986). Row c L + l of the walkers is chain c at level l, L levels; rows c L are the sample. The tally
/// counts the swaps of each level with the next. One evaluation per level and step of `inner`.
class ReplicaExchange final : public Transition {
 public:
  /// Throws std::invalid_argument unless the powers decrease strictly from 1 to above 0.
  ReplicaExchange(std::unique_ptr<const Transition> inner, std::vector<double> powers);
  void step(const Target& target, const StepNoise& noise, Walkers& walkers) const override;

 private:
  void move(std::size_t level, const Target& target, const StepNoise& noise, Walkers& walkers) const;
  void swap(std::size_t level, const StepNoise& noise, Walkers& walkers) const;

  std::unique_ptr<const Transition> inner_;
  std::vector<double> powers_;
};

/// One row per transition: `bias` is the order in the step of the error of the stationary law, empty where it
/// is none.
struct TransitionRow {
  std::string name, source;
  std::optional<double> bias;
  int evaluations;
  std::function<std::unique_ptr<Transition>(double step)> make;
};
const std::vector<TransitionRow>& transitions();

}  // namespace pont::sde
