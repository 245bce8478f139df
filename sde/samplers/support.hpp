// What samplers share: refusals of equations they do not solve, and Gaussian noise by its root.
#pragma once
#include <string>

#include "sde/noise.hpp"
#include "sde/reverse.hpp"
#include "sde/score.hpp"

namespace pont::sde {

/// Each throws std::invalid_argument, naming the sampler, the SDE, what was found and the remedy.
void require_flow(const std::string& sampler, const Reverse& reverse);          ///< lambda = 0
void require_reverse_sde(const std::string& sampler, const Reverse& reverse);   ///< lambda = 1
void require_constant_diffusion(const std::string& sampler, const LinearSde&);  ///< D without varying_D
void require_one_block(const std::string& sampler, const LinearSde&);           ///< k = 1
void require_all_driven(const std::string& sampler, const LinearSde&);          ///< noise in every block

/// What those accept.
bool any_linear(const LinearSde&);
bool constant_diffusion(const LinearSde& sde);
bool one_block(const LinearSde& sde);
bool all_driven(const LinearSde& sde);

/// Scale and noise level of one block at a time: u = alpha y, y = data + sigma z (Karras et al. 2022).
struct Level {
  double t, alpha, sigma;
};
Level level(const LinearSde& sde, double t);

/// u += (root (x) I_d) z, z the normals of this stage; draws nothing where root is zero.
void add_noise(const Mat& root, const StepNoise& noise, std::int64_t stage, Batch& u);

/// The drift of the reverse equation, [B, k*d], per unit of t at (u, t); one evaluation.
Batch reverse_drift(const Reverse& reverse, Score& score, double t, const Batch& u);

}  // namespace pont::sde
