// The law that a sampler gives Gaussian data, computed instead of sampled: with an affine score each step is
// an affine map with Gaussian noise.
#pragma once
#include "sde/sampler.hpp"

namespace pont::sde {

// The law of one coordinate of the state: mean [k], covariance [k, k].
struct GaussianLaw {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

inline constexpr int max_law_stages = 4;

// Normals of stage q: zero, but for a one in block j of row first + q k + j. Throws std::invalid_argument for
// stages that have no row.
class UnitNoise final : public Noise {
 public:
  explicit UnitNoise(int first, int stages = max_law_stages) : first_(first), stages_(stages) {}
  void fill(std::int64_t step, std::int64_t stage, Batch& z) const override;

 private:
  int first_, stages_;
};

// `law` after one step from t_from to t_to. The map u -> M u + c + N z is read off by stepping zero, unit
// states and unit normals. Exact for samplers whose rows do not interact and that draw at most
// max_law_stages times per step; throws std::invalid_argument for more draws.
void push(const Sampler& sampler, const Reverse& reverse, Score& score, double t_from, double t_to,
          GaussianLaw& law);

// The law of the data coordinate (k = 1) after `denoised`.
GaussianLaw denoised(const Reverse& reverse, Score& score, double eps, const GaussianLaw& law);

// Data N(mean, variance) under the forward process at time t, auxiliary blocks N(0, sde.initial).
GaussianLaw forward_law(const LinearSde& sde, double t, double mean, double variance);

}  // namespace pont::sde
