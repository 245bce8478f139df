// A fixed law to sample from (its log-density up to a constant, and the gradient), the state of Markov
// chains for it, and the interface of one transition.
#pragma once
#include <cstdint>

#include "sde/kernel.hpp"
#include "sde/mixture.hpp"
#include "sde/noise.hpp"

namespace pont::sde {

class Target {
 public:
  virtual ~Target() = default;
  /// log pi(x) [B] in nats up to one constant, and its gradient [B, d], for x [B, d]; both are resized. -inf
  /// where pi vanishes, with any finite gradient.
  virtual void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const = 0;
};

/// A Gaussian mixture with positive variances; log_density is normalised. Throws std::domain_error for a zero
/// variance, std::invalid_argument for an inconsistent mixture.
class MixtureTarget final : public Target {
 public:
  explicit MixtureTarget(Mixture data);
  void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const override;
  /// P(component | x), [B, n]. Its mean under the target is the vector of weights.
  Batch responsibilities(const Batch& x) const;
  const Mixture& law() const { return data_; }

 private:
  Mixture data_;
};

/// pi^power: flatter for power < 1, as if at temperature 1 / power. `target` must outlive this.
class Tempered final : public Target {
 public:
  Tempered(const Target& target, double power) : target_(target), power_(power) {}
  void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const override {
    target_(x, log_density, gradient);
    log_density *= power_, gradient *= power_;
  }

 private:
  const Target& target_;
  double power_;
};

/// Counts calls, each for a whole batch, and the rows of all of them.
class CountingTarget final : public Target {
 public:
  explicit CountingTarget(const Target& target) : target_(target) {}
  void operator()(const Batch& x, Eigen::VectorXd& log_density, Batch& gradient) const override {
    ++evaluations_, rows_ += x.rows(), target_(x, log_density, gradient);
  }
  std::int64_t evaluations() const { return evaluations_; }
  std::int64_t rows() const { return rows_; }

 private:
  const Target& target_;
  mutable std::int64_t evaluations_ = 0, rows_ = 0;
};

/// What happened at each row so far, all [B]. Counts stay with their row when replicas swap.
struct Tally {
  Eigen::ArrayXd proposals, acceptances;  ///< of Metropolis tests; both zero for transitions without one
  Eigen::ArrayXd swaps;                   ///< with the next row, one level flatter
};

/// One chain per row. The target at x is kept, so that a transition pays for new points only.
struct Walkers {
  Batch x;                      ///< [B, d]
  Eigen::VectorXd log_density;  ///< [B], at x
  Batch gradient;               ///< [B, d], of log pi at x
  Batch velocity;               ///< [B, d], of transitions that have one; others leave it
  Tally tally;

  /// At x with velocity zero; one evaluation.
  Walkers(const Target& target, Batch start);
  /// The chosen rows of x, log_density and gradient become those of `other`: one proposal for each row.
  void take(const Walkers& other, const Eigen::Array<bool, Eigen::Dynamic, 1>& rows);
};

class Transition {
 public:
  virtual ~Transition() = default;
  /// One transition of every chain, `noise` its own.
  virtual void step(const Target& target, const StepNoise& noise, Walkers& walkers) const = 0;
};

/// `steps` transitions; step i uses step first + i of the noise. Throws std::runtime_error, naming the step
/// and the row, when a state stops being finite.
void run_chain(const Transition& transition, const Target& target, const Noise& noise, std::int64_t first,
               std::int64_t steps, Walkers& walkers);

/// log of uniforms on (0, 1), [B]: log Phi(z) of the first column of this stage's normals, exact to rounding
/// in the lower tail. What a Metropolis test compares with a log ratio.
Eigen::ArrayXd log_uniforms(const StepNoise& noise, std::int64_t stage, Eigen::Index rows);

}  // namespace pont::sde
