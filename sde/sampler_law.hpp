// The law that a sampler gives Gaussian data, computed instead of sampled: with an affine score each step is
// an affine map with Gaussian noise. Its error and order follow without a seed.
#pragma once
#include "sde/sampler.hpp"
#include "sde/samplers/table.hpp"

namespace pont::sde {

/// The law of one coordinate of the state: mean [k], covariance [k, k].
struct GaussianLaw {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

inline constexpr int max_law_stages = 4;

/// Normals of stage q: zero, but for a one in block j of row first + q k + j. Throws std::invalid_argument
/// for stages that have no row.
class UnitNoise final : public Noise {
 public:
  explicit UnitNoise(int first, int stages = max_law_stages) : first_(first), stages_(stages) {}
  void fill(std::int64_t step, std::int64_t stage, Batch& z) const override;

 private:
  int first_, stages_;
};

/// `law` after one step from t_from to t_to. The map u -> M u + c + N z is read off by stepping zero, unit
/// states and unit normals. Exact for samplers whose rows do not interact and that draw at most
/// max_law_stages times per step; throws std::invalid_argument for more draws.
void push(const Sampler& sampler, const Reverse& reverse, Score& score, double t_from, double t_to,
          GaussianLaw& law);

/// The law of the data coordinate (k = 1) after `denoised`.
GaussianLaw denoised(const Reverse& reverse, Score& score, double eps, const GaussianLaw& law);

/// Data N(mean, variance) under the forward process at time t, auxiliary blocks N(0, sde.initial).
GaussianLaw forward_law(const LinearSde& sde, double t, double mean, double variance);

/// Distance of the sampled law at grid.back() from the exact one, for data N(mean, variance) and started from
/// the exact law at grid.front(): the largest differences of covariances and of means, added.
double law_error(const Sampler& sampler, const Reverse& reverse, const std::vector<double>& grid, double mean,
                 double variance);

/// The same for a row of the table, data N(.7, .36), and a uniform grid from T to .05.
double law_error(const SamplerRow& row, const LinearSde& sde, int steps);

/// log2 of the ratio of law_error at n and 2 n steps, n so large that the leading term decides and so small
/// that rounding does not. Throws std::invalid_argument for a row without order.
double measured_order(const SamplerRow& row, const LinearSde& sde);

}  // namespace pont::sde
