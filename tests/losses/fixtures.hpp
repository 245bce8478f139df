// Shared by the tests of losses/: SDEs, objectives, programs of them, and small networks.
#pragma once
#include <gtest/gtest.h>

#include <cmath>

#include "autodiff/compile.hpp"
#include "losses/denoising.hpp"
#include "losses/evaluation.hpp"
#include "sde/models.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::losses::test {

using ad::i64, ad::Tensor, ad::Var;
using sde::LinearSde, sde::Mat, sde::test::expect_says, sde::test::largest, sde::test::matrix;

inline LinearSde cld() { return sde::cld(sde::constant_clock(4), 0.25, 1, 0.04); }
inline LinearSde vp() { return sde::vp(sde::constant_clock(4)); }

// Mean of independent values, and its standard error.
struct Estimate {
  double mean, standard_error;
};
inline Estimate estimate(const Eigen::VectorXd& values) {
  const double n = static_cast<double>(values.size()), mean = values.mean();
  return {mean, std::sqrt((values.array() - mean).square().sum() / (n * (n - 1)))};
}

// The table of models, and two that no paper uses: noise in both of two blocks, and in the first of two
// alone.
inline std::vector<LinearSde> all_sdes() {
  std::vector<LinearSde> all;
  for (const sde::Model& m : sde::models()) all.push_back(m.example);
  const Mat A = matrix({{-1, 2}, {-1, -0.5}}), aux = matrix({{0, 0}, {0, 0.3}});
  all.push_back(sde::linear("both_driven", A, matrix({{1, 0.3}, {0.3, 0.5}}), sde::constant_clock(2), aux));
  all.push_back(sde::linear("first_driven", A, matrix({{1, 0}, {0, 0}}), sde::constant_clock(2), aux));
  return all;
}

inline Mat zero(const LinearSde& sde) { return Mat::Zero(sde.k(), sde.k()); }

struct Choice {
  std::string parametrisation = "plain", weighting = "inverse_ell_squared", times = "uniform";
  double variance = 0.5, floor = 1e-6, t_min = 1e-5;
};

inline Regression regression(const LinearSde& sde, const Mat& S0, const Choice& c) {
  return {sde::Perturbation(sde, S0, c.floor), parametrisation(c.parametrisation, c.variance)};
}

inline Denoising denoising(const LinearSde& sde, const Mat& S0, const Choice& c) {
  const Regression r = regression(sde, S0, c);
  return {r, weighting(c.weighting), time_sampling(c.times, r, c.t_min)};
}

// The values of Vars that a function records for a batch of x, with draws of batch number `step` from row
// `first` on.
using Recorded = std::function<std::vector<Var>(Var x, const nn::Stream&)>;
inline std::vector<Tensor> values(const Recorded& record, const Tensor& x, ad::Key key, i64 step = 0,
                                  i64 first = 0) {
  ad::Tape tape;
  const Var n = tape.constant(Tensor::scalar(step)), row = tape.constant(Tensor::scalar(first));
  const std::vector<Var> outputs = record(tape.constant(x), {key, n, row});
  ad::Program program = ad::compile(outputs);
  program.run();
  std::vector<Tensor> result;
  for (const Var& v : outputs) result.push_back(program.get(v));
  return result;
}

inline Eigen::VectorXd vector(const Tensor& t) {
  Eigen::VectorXd v(t.shape().size());
  for (i64 i = 0; i < v.size(); ++i) v(i) = t.at(i);
  return v;
}

inline Tensor tensor(const sde::Batch& b) {
  return Tensor::of({b.rows(), b.cols()},
                    std::span<const double>(b.data(), static_cast<std::size_t>(b.size())));
}

inline Tensor as_float(const Tensor& x) {
  Tensor y(x.shape(), ad::Dtype::f32);
  for (i64 i = 0; i < x.shape().size(); ++i) y.data<float>()[i] = static_cast<float>(x.at(i));
  return y;
}

// A network without parameters, elementwise: m*d numbers from the last m blocks of u, and t.
inline Network elementwise(int k, int m) {
  return [=](Var u, Var t) {
    const i64 d = u.shape()[1] / k;
    return ad::sin(ad::slice_axis(u, 1, (k - m) * d, k * d) + ad::reshape(t, {u.shape()[0], 1})) * 0.7;
  };
}

inline Network zero_network(int k, int m) {
  return [=](Var u, Var) { return ad::zeros_like(ad::slice_axis(u, 1, 0, u.shape()[1] / k * m)); };
}

// Uniform number to K^-1 | c^-1.
class Units final : public ad::RowFunction {
 public:
  explicit Units(Denoising objective) : objective_(std::move(objective)) {}
  int inputs() const override { return 1; }
  int outputs() const override { return m() * m() + k() * k(); }
  void operator()(const double* in, double* out) const override {
    const Denoising::Row row = objective_.row(in[0]);
    Eigen::Map<Mat>(out, m(), m()) = Eigen::MatrixXd(row.K).inverse();
    Eigen::Map<Mat>(out + m() * m(), k(), k()) = row.input.cwiseInverse().asDiagonal();
  }
  int k() const { return objective_.regression().k(); }
  int m() const { return objective_.regression().m(); }

 private:
  Denoising objective_;
};

// The network of `objective` that has the score of `network` beside the parametrisation `plain`.
inline Var translated(const Denoising& objective, const Network& network, const Denoising::Batch& b) {
  const auto units = std::make_shared<Units>(objective);
  const int k = units->k(), m = units->m();
  const Var table = ad::row_map(ad::reshape(b.uniform, {b.uniform.shape()[0], 1}), units, b.seen.dtype());
  return mixed({table, 0, m, m}, network(mixed({table, m * m, k, k}, b.seen), b.t)) - mixed(b.shift, b.seen);
}

}  // namespace pont::losses::test
