// What the bounds of a likelihood are for Gaussian data and their exact score, in closed form.
#pragma once
#include <numbers>

#include "sde/exact_score.hpp"
#include "sde/noisy_start.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {

/// One coordinate of data N(mean, variance).
struct Coordinate final {
  double mean = 0.3, variance = 0.2;
  double entropy() const { return 0.5 * std::log(2 * std::numbers::pi * std::numbers::e * variance); }
};

/// KL of the law of u_T from the prior.
inline double prior_gap(const LinearSde& sde, const Coordinate& x) {
  const Kernel end = sde.transition(0, sde.T);
  const Vec gain = end.Phi.col(0);
  const Mat covariance = end.push(sde.initial) + x.variance * gain * gain.transpose();
  return kullback_leibler({x.mean * gain, covariance}, {Vec::Zero(sde.k()), sde.prior});
}

/// E KL of x given u_t0 from the decoder: exact mean v (E / V + m / c), the decoder's E.
inline double decoder_gap(const LinearSde& sde, double t0, const Coordinate& x) {
  const double V = NoisyStart(sde, t0).variance(), v = 1 / (1 / x.variance + 1 / V), share = v / x.variance;
  return 0.5 * (std::log(V / v) + (v + share * share * (x.variance + V)) / V - 1);
}

/// E[-log p(x)] of the model of the exact score, as each bound has it.
inline double exact_bound(const LinearSde& sde, double t0, const Coordinate& x) {
  return x.entropy() + prior_gap(sde, x) + decoder_gap(sde, t0, x);
}

inline GaussianScore exact_score(const LinearSde& sde, const Coordinate& x) {
  return {sde, Eigen::VectorXd::Constant(1, x.mean), Eigen::MatrixXd::Constant(1, 1, x.variance)};
}

/// [rows, 1] of the law.
inline Batch draw(const Coordinate& x, ad::Key key, Eigen::Index rows) {
  return (std::sqrt(x.variance) * normals(key, rows, 1)).array() + x.mean;
}

/// Points of mean 0 and variance 1 in place of normal draws: column j of row r is the sign of bit j of r.
/// Over 2^k rows what is a square on average is so exactly.
class SignNoise final : public Noise {
 public:
  void fill(std::int64_t, std::int64_t, Batch& z) const override {
    for (Eigen::Index r = 0; r < z.rows(); ++r)
      for (Eigen::Index j = 0; j < z.cols(); ++j) z(r, j) = (r >> j) & 1 ? 1 : -1;
  }
};

/// The same for data: mean +- deviation by bit `bit` of the row, [rows, 1].
inline Batch signs(const Coordinate& x, int bit, Eigen::Index rows) {
  Batch values(rows, 1);
  for (Eigen::Index r = 0; r < rows; ++r)
    values(r, 0) = x.mean + ((r >> bit) & 1 ? 1 : -1) * std::sqrt(x.variance);
  return values;
}

struct Mean final {
  double value, error;
};
inline Mean mean_of(const Eigen::VectorXd& v) {
  const double m = v.mean(), n = static_cast<double>(v.size());
  return {m, std::sqrt((v.array() - m).square().sum() / (n * (n - 1)))};
}

}  // namespace pont::sde::test
