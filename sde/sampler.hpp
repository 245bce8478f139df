// Sampling: the interface of one reverse step, the one loop that takes them, the start and the end of a run.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "sde/noise.hpp"
#include "sde/reverse.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// One run of a multistep method: its steps, taken in order from the first, remember those before.
class MultistepRun {
 public:
  virtual ~MultistepRun() = default;
  /// As Sampler::step.
  virtual void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
                    Batch& u) = 0;
};

class Sampler {
 public:
  virtual ~Sampler() = default;
  /// Advances u [B, k*d] from t_from down to t_to < t_from; of a multistep method, the first step of a run.
  virtual void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
                    Batch& u) const = 0;
  /// A run of its own for a multistep method; none where each step stands alone.
  virtual std::unique_ptr<MultistepRun> begin() const { return nullptr; }
};

/// Called after each step with its index, the time reached and the state.
using Observer = std::function<void(std::size_t step, double t, const Batch& u)>;

/// Draws [rows, k*d] from N(0, prior): step 0 of the noise.
Batch draw_prior(const LinearSde& sde, Eigen::Index rows, Eigen::Index d, const Noise& noise);

/// Draws [rows, k*d] from the exact law at T of data that are the rows of x [rows, d]: the forward kernel,
/// with auxiliary blocks N(0, initial) at time 0. Step 0 of the noise, so that it replaces draw_prior where
/// the data are known.
Batch draw_marginal(const LinearSde& sde, const Batch& x, const Noise& noise);

/// Takes u along the grid, from grid.front() down to grid.back(); step i uses step i + 1 of the noise.
/// Throws std::invalid_argument for a grid that does not decrease within [0, T], std::runtime_error, naming
/// the step, its times and the first row, when the state stops being finite.
void sample(const Sampler& sampler, const Reverse& reverse, Score& score, const std::vector<double>& grid,
            const Noise& noise, Batch& u, const Observer& observe = {});

/// The data block [B, d] after one last Euler-Maruyama step without noise, from t = eps to 0 (Song et al.
/// 2021, appendix C; Dockhorn, Vahdat & Kreis 2022, appendix B). The score is only evaluated where it moves
/// the data; not at eps = 0, where u is what it gives.
Batch denoised(const Reverse& reverse, Score& score, double eps, const Batch& u);

}  // namespace pont::sde
