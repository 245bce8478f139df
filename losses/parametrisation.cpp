// The parametrisations of the score and their table: plain, mixed, residual, preconditioned, data.
#include "losses/parametrisation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "losses/table.hpp"

namespace pont::losses {

using sde::Mat, sde::Vec;

// By Gram-Schmidt from the last row up: no product of W with itself, which would square its condition.
void factor_rows(const Mat& W, Mat& ell, Mat& Q) {
  const auto m = W.rows();
  ell = Mat::Zero(m, m);
  Q = W;
  for (auto i = m - 1; i >= 0; --i) {
    for (auto j = m - 1; j > i; --j) {
      ell(i, j) = Q.row(i).dot(Q.row(j));
      Q.row(i) -= ell(i, j) * Q.row(j);
    }
    ell(i, i) = Q.row(i).norm();
    Q.row(i) /= ell(i, i);
  }
}

namespace {

// Upper triangular K with K K^T = B B^T for B [m, r] if r >= m. Where the r directions of a residual are
// fewer than its m rows, the first m - r rows depend on the others: there K is I, and nothing is left to
// learn. One column keeps its sign: it passes through 0, smoothly in t, when a state oscillates.
Mat triangular(const Mat& B) {
  const auto m = B.rows(), p = std::min(m, B.cols());
  Mat K = Mat::Identity(m, m), ell = B.bottomRows(p), Z = Mat::Identity(p, p);
  if (B.cols() > 1) factor_rows(B.bottomRows(p), ell, Z);
  K.bottomRightCorner(p, p) = ell;
  K.topRightCorner(m - p, p) = B.topRows(m - p) * Z.transpose();
  return K;
}

// Covariance at t of data with variance c: Phi acts on block 0.
Mat spread(const Mat& Phi, const Mat& Sigma, double c) {
  return Sigma + c * Phi.col(0) * Phi.col(0).transpose();
}

// The network sees the state as it is and gives multiples of ell.
class Unscaled : public Parametrisation {
 public:
  Mat scale(const Perturbed& p) const final { return Mat::Identity(p.Q.rows(), p.Q.rows()); }
  Vec input(const Perturbed& p) const final { return Vec::Ones(p.Phi.rows()); }
};

class Plain final : public Unscaled {
 public:
  Mat reference(const Perturbed& p) const override { return Mat::Zero(p.Q.rows(), p.Q.cols()); }
  std::optional<double> data_variance() const override { return {}; }
};

// R = inverse of the driven diagonal block: correlations with the other blocks are left to the network.
class Mixed final : public Unscaled {
 public:
  explicit Mixed(double variance) : variance_(variance) {}
  Mat reference(const Perturbed& p) const override {
    Mat R = Mat::Zero(p.Q.rows(), p.Q.cols());
    R(Eigen::all, p.driven) = sde::inverse(spread(p.Phi, p.Sigma, variance_)(p.driven, p.driven));
    return R;
  }
  std::optional<double> data_variance() const override { return variance_; }

 private:
  double variance_;
};

// The driven rows of the whole inverse.
Mat exact_score(const Perturbed& p, double variance) {
  return sde::inverse(spread(p.Phi, p.Sigma, variance))(p.driven, Eigen::all);
}

// R u is the score of data at 0, and the network gives the data x_0 themselves: of data at x_0 the score is
// more by (C^-1)_driven Phi x_0.
class DataPrediction final : public Parametrisation {
 public:
  Mat reference(const Perturbed& p) const override { return exact_score(p, 0); }
  Mat scale(const Perturbed& p) const override {
    const Mat W = p.L.triangularView<Eigen::Lower>().solve(Mat::Identity(p.L.rows(), p.L.rows())).transpose();
    const Mat ell = W(p.driven, Eigen::all) * p.Q.transpose();
    return triangular(ell.triangularView<Eigen::Upper>().solve(Mat(-exact_score(p, 0) * p.Phi.col(0))));
  }
  Vec input(const Perturbed& p) const override { return Vec::Ones(p.Phi.rows()); }
  std::optional<double> data_variance() const override { return {}; }
};

class Residual final : public Unscaled {
 public:
  explicit Residual(double variance) : variance_(variance) {}
  Mat reference(const Perturbed& p) const override { return exact_score(p, variance_); }
  std::optional<double> data_variance() const override { return variance_; }

 private:
  double variance_;
};

// Per standard deviation of the data and of every auxiliary direction that is drawn: its part of L eps + Phi
// u_0 in units of L [k, r], r >= 1.
Mat unknown(const Perturbed& p, double variance) {
  Mat root = sde::square_root(p.drawn);
  root(0, 0) = std::sqrt(variance);
  std::vector<int> columns;
  for (int j = 0; j < root.cols(); ++j)
    if (!root.col(j).isZero(0)) columns.push_back(j);
  return p.L.triangularView<Eigen::Lower>().solve(Mat(p.Phi * root(Eigen::all, columns)));
}

// B of cov(alpha | u) = B B^T [m, r]: I - Q L^T C^-1 L Q^T with L^-1 C L^-T = I + N N^T is
// Q N (I + N^T N)^-1 N^T Q^T, where nothing cancels.
Mat residual_root(const Perturbed& p, double variance) {
  const Mat N = unknown(p, variance), QN = p.Q * N;
  const Mat T = sde::cholesky(Mat::Identity(N.cols(), N.cols()) + N.transpose() * N);
  return T.triangularView<Eigen::Lower>().solve(QN.transpose()).transpose();
}

class Preconditioned final : public Parametrisation {
 public:
  explicit Preconditioned(double variance) : variance_(variance) {
    if (!(variance > 0))
      throw std::invalid_argument(fmt::format(
          "parametrisation 'preconditioned': variance = {}, expected > 0; data at a point leave no residual",
          variance));
  }
  Mat reference(const Perturbed& p) const override { return exact_score(p, variance_); }
  Mat scale(const Perturbed& p) const override { return triangular(residual_root(p, variance_)); }
  Vec input(const Perturbed& p) const override {
    return spread(p.Phi, p.Sigma, variance_).diagonal().cwiseSqrt().cwiseInverse();
  }
  std::optional<double> data_variance() const override { return variance_; }

 private:
  double variance_;
};

template <class P>
std::shared_ptr<const Parametrisation> of_variance(double variance) {
  return std::make_shared<P>(variance);
}

}  // namespace

const std::vector<ParametrisationRow>& parametrisations() {
  static const std::vector<ParametrisationRow> table{
      {"plain", "R = 0; under VP and VE the network predicts the noise",
       "Ho, Jain & Abbeel 2020; Song et al. 2021; Dockhorn, Vahdat & Kreis 2022",
       [](double) -> std::shared_ptr<const Parametrisation> { return std::make_shared<Plain>(); }},
      {"mixed", "R = inverse of the driven diagonal block of the covariance of Gaussian data",
       "variance 1 for VP: Vahdat, Kreis & Kautz 2021; variance 0 for CLD: Dockhorn, Vahdat & Kreis 2022",
       of_variance<Mixed>},
      {"residual", "R = driven rows of the inverse covariance of Gaussian data: their exact score", "ours",
       of_variance<Residual>},
      {"preconditioned", "residual, and Gaussian data have inputs and targets of unit variance at every time",
       "VP: Karras et al. 2022, variance 1: Salimans & Ho 2022 (v-prediction); other SDEs: ours",
       of_variance<Preconditioned>},
      {"data", "the network predicts the data (x0-prediction)",
       "Ho, Jain & Abbeel 2020, section 3.2; Salimans & Ho 2022",
       [](double) -> std::shared_ptr<const Parametrisation> { return std::make_shared<DataPrediction>(); }}};
  return table;
}

std::shared_ptr<const Parametrisation> parametrisation(const std::string& name, double variance) {
  if (!(variance >= 0))
    throw std::invalid_argument(
        fmt::format("parametrisation '{}': variance = {}, expected >= 0", name, variance));
  return row_named("parametrisation", parametrisations(), name).make(variance);
}

}  // namespace pont::losses
