// The law that a sampler gives Gaussian data, computed: each step is an affine map with Gaussian noise.
#pragma once
#include <gtest/gtest.h>

#include "sde/exact_score.hpp"
#include "sde/sampler.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {

inline constexpr int max_stages = 4;

// Normals of stage q: zero, but for a one in block j of row first + q k + j.
class UnitNoise final : public Noise {
 public:
  explicit UnitNoise(int first, int stages = max_stages) : first_(first), stages_(stages) {}
  void fill(std::int64_t, std::int64_t stage, Batch& z) const override {
    ASSERT_LT(stage, stages_) << "UnitNoise has no row for this stage";
    z.setZero();
    const auto k = z.cols();
    for (Eigen::Index j = 0; j < k; ++j) z(first_ + stage * k + j, j) = 1;
  }

 private:
  int first_, stages_;
};

struct Law {
  Eigen::VectorXd mean;
  Eigen::MatrixXd covariance;
};

// u -> M u + c + N z of one step, read off zero, unit states and unit noises; then the law is pushed through
// it.
inline void push(const Sampler& sampler, const Reverse& reverse, Score& score, double t0, double t1,
                 Law& law) {
  const int k = reverse.sde().k();
  Batch u = Batch::Zero(1 + k + max_stages * k, k);
  u.middleRows(1, k).setIdentity();
  const UnitNoise noise(1 + k);
  sampler.step(reverse, score, t0, t1, {noise, 0}, u);
  const Eigen::VectorXd c = u.row(0).transpose();
  const Eigen::MatrixXd moved = (u.bottomRows(u.rows() - 1).rowwise() - u.row(0)).transpose();
  const auto M = moved.leftCols(k);
  const auto N = moved.rightCols(max_stages * k);
  law = {M * law.mean + c, M * law.covariance * M.transpose() + N * N.transpose()};
}

inline Law exact(const LinearSde& sde, double t, double mean, double variance) {
  Mat S = sde.initial;
  S(0, 0) = variance;
  Vec m = Vec::Zero(sde.k());
  m(0) = mean;
  return {sde.mean(t, m), sde.covariance(t, S)};
}

// Distance of the sampled law at eps from the exact one, started from the exact law at T.
inline double law_error(const Sampler& sampler, const Reverse& reverse, const std::vector<double>& grid,
                        double mean, double variance) {
  const LinearSde& sde = reverse.sde();
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
  Law law = exact(sde, grid.front(), mean, variance);
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) push(sampler, reverse, score, grid[i], grid[i + 1], law);
  const Law goal = exact(sde, grid.back(), mean, variance);
  return largest(law.covariance - goal.covariance) + largest(law.mean - goal.mean);
}

// Every kind of equation: one block and several, D constant and not, with and without a stationary law.
inline std::vector<LinearSde> equations() {
  return {vp(affine_clock(0.1, 20)),
          sub_vp(affine_clock(0.1, 20)),
          ve(0.01, 5),
          ou(0.5),
          cld(constant_clock(4), 0.25, 1, 0.04),
          third_order_langevin(constant_clock(2), std::sqrt(8.0), std::sqrt(27.0), 1, 0.3),
          linear("all_driven", matrix({{-0.5, 1}, {-1, -1.5}}), matrix({{0.5, 0}, {0, 3}}), constant_clock(4),
                 matrix({{0, 0}, {0, 0.1}}))};
}

}  // namespace pont::sde::test
