// Affine maps, read off unit vectors.
#include "sde/sampler_law.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pont::sde {
namespace {

// Row 0 zero, then the unit states, then `more` zero rows for unit normals.
Batch unit_states(int k, int more) {
  Batch u = Batch::Zero(1 + k + more, k);
  u.middleRows(1, k).setIdentity();
  return u;
}

// The law of c + M u + N z, where row 0 of `moved` is c and the others, less c, are the columns of M and N.
GaussianLaw mapped(const Batch& moved, const GaussianLaw& law) {
  const Eigen::VectorXd c = moved.row(0).transpose();
  const Eigen::MatrixXd columns = (moved.bottomRows(moved.rows() - 1).rowwise() - moved.row(0)).transpose();
  const auto k = law.mean.size();
  const auto M = columns.leftCols(k), N = columns.rightCols(columns.cols() - k);
  return {M * law.mean + c, M * law.covariance * M.transpose() + N * N.transpose()};
}

}  // namespace

void UnitNoise::fill(std::int64_t, std::int64_t stage, Batch& z) const {
  if (stage >= stages_)
    throw std::invalid_argument(fmt::format(
        "sampler law: the sampler draws {} times in a step, expected at most {}", stage + 1, stages_));
  z.setZero();
  const auto k = z.cols();
  for (Eigen::Index j = 0; j < k; ++j) z(first_ + stage * k + j, j) = 1;
}

void push(const Sampler& sampler, const Reverse& reverse, Score& score, double t_from, double t_to,
          GaussianLaw& law) {
  const int k = reverse.sde().k();
  Batch u = unit_states(k, max_law_stages * k);
  const UnitNoise noise(1 + k);
  sampler.step(reverse, score, t_from, t_to, {noise, 0}, u);
  law = mapped(u, law);
}

GaussianLaw denoised(const Reverse& reverse, Score& score, double eps, const GaussianLaw& law) {
  return mapped(denoised(reverse, score, eps, unit_states(reverse.sde().k(), 0)), law);
}

GaussianLaw forward_law(const LinearSde& sde, double t, double mean, double variance) {
  Mat S = sde.initial;
  S(0, 0) = variance;
  Vec m = Vec::Zero(sde.k());
  m(0) = mean;
  return {sde.mean(t, m), sde.covariance(t, S)};
}

}  // namespace pont::sde
