// The state of Markov chains for a fixed target, and the interface of one transition.
#pragma once
#include "sde/noise.hpp"
#include "sde/targets/target.hpp"

namespace pont::sde {

// What happened at each row so far, all [B]. Counts stay with their row when replicas swap.
struct Tally {
  Eigen::ArrayXd proposals, acceptances;  // of Metropolis tests; both zero for transitions without one
  Eigen::ArrayXd swaps;                   // with the next row, one level flatter
};

// One chain per row. The target at x is kept, so that a transition pays for new points only.
struct Walkers {
  Batch x;                      // [B, d]
  Eigen::VectorXd log_density;  // [B], at x
  Batch gradient;               // [B, d], of log pi at x
  Batch velocity;               // [B, d], of transitions that have one; others leave it
  Tally tally;

  // At x with velocity zero; one evaluation.
  Walkers(const Target& target, Batch start);
  // The chosen rows of x, log_density and gradient become those of `other`: one proposal for each row.
  void take(const Walkers& other, const Eigen::Array<bool, Eigen::Dynamic, 1>& rows);
};

class Transition {
 public:
  virtual ~Transition() = default;
  // One transition of every chain, `noise` its own.
  virtual void step(const Target& target, const StepNoise& noise, Walkers& walkers) const = 0;
};

// `steps` transitions; step i uses step first + i of the noise. Throws std::runtime_error, naming the step
// and the row, when a state stops being finite.
void run_chain(const Transition& transition, const Target& target, const Noise& noise, std::int64_t first,
               std::int64_t steps, Walkers& walkers);

// log of uniforms on (0, 1), [B]: log Phi(z) of the first column of this stage's normals, exact to rounding
// in the lower tail. What a Metropolis test compares with a log ratio.
Eigen::ArrayXd log_uniforms(const StepNoise& noise, std::int64_t stage, Eigen::Index rows);

}  // namespace pont::sde
