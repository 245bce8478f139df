// Parametrisations of the score, and the regression of a network at one time.
#include "losses/regression.hpp"

#include <fmt/format.h>

#include <array>

#include "losses/table.hpp"

namespace pont::losses {

// The parametrisations and their table.

namespace {

using sde::Mat;
using Blocks = std::vector<int>;

// Covariance at t of data with variance c: Phi acts on block 0.
Mat spread(const Mat& Phi, const Mat& Sigma, double c) {
  return Sigma + c * Phi.col(0) * Phi.col(0).transpose();
}

class Plain final : public Parametrisation {
 public:
  Mat reference(const Blocks& driven, const Mat& Phi, const Mat&) const override {
    return Mat::Zero(static_cast<Eigen::Index>(driven.size()), Phi.rows());
  }
  std::optional<double> data_variance() const override { return {}; }
};

// R = inverse of the driven diagonal block: correlations with the other blocks are left to the network.
class Mixed final : public Parametrisation {
 public:
  explicit Mixed(double variance) : variance_(variance) {}
  Mat reference(const Blocks& driven, const Mat& Phi, const Mat& Sigma) const override {
    Mat R = Mat::Zero(static_cast<Eigen::Index>(driven.size()), Phi.rows());
    R(Eigen::all, driven) = sde::inverse(spread(Phi, Sigma, variance_)(driven, driven));
    return R;
  }
  std::optional<double> data_variance() const override { return variance_; }

 private:
  double variance_;
};

// R = the driven rows of the whole inverse: the exact score of the reference.
class Residual final : public Parametrisation {
 public:
  explicit Residual(double variance) : variance_(variance) {}
  Mat reference(const Blocks& driven, const Mat& Phi, const Mat& Sigma) const override {
    return sde::inverse(spread(Phi, Sigma, variance_))(driven, Eigen::all);
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
      {"plain", "R = 0", "Song et al. 2021; Dockhorn, Vahdat & Kreis 2022",
       [](double) -> std::shared_ptr<const Parametrisation> { return std::make_shared<Plain>(); }},
      {"mixed", "R = inverse of the driven diagonal block of the covariance of Gaussian data",
       "variance 1 for VP: Vahdat, Kreis & Kautz 2021; variance 0 for CLD: Dockhorn, Vahdat & Kreis 2022",
       of_variance<Mixed>},
      {"residual", "R = driven rows of the inverse covariance of Gaussian data: their exact score", "ours",
       of_variance<Residual>}};
  return table;
}

std::shared_ptr<const Parametrisation> parametrisation(const std::string& name, double variance) {
  if (!(variance >= 0))
    throw std::invalid_argument(
        fmt::format("parametrisation '{}': variance = {}, expected >= 0", name, variance));
  return row_named("parametrisation", parametrisations(), name).make(variance);
}

// The factorisation behind the regression target.

namespace {

using sde::Mat;

// W = ell Q by Gram-Schmidt from the last row up: no product of W with itself, which would square its
// condition.
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

}  // namespace

Regression::Regression(sde::Perturbation perturbation, std::shared_ptr<const Parametrisation> parametrisation)
    : perturbation_(std::move(perturbation)),
      parametrisation_(std::move(parametrisation)),
      driven_(perturbation_.sde().driven()) {}

Mat Regression::Coefficients::shift() const { return ell.triangularView<Eigen::Upper>().solve(R); }

Regression::Coefficients Regression::at(double t) const {
  std::array<double, 3 * sde::max_blocks * sde::max_blocks> raw;
  perturbation_.coefficients(t, raw.data());
  const int n = k();
  const Eigen::Map<const Mat> Phi(raw.data(), n, n), L(raw.data() + n * n, n, n),
      W(raw.data() + 2 * n * n, n, n);
  // The auxiliary covariance that S0 leaves out is only ever added: nothing cancels.
  const Mat Sigma = L * L.transpose() + Phi * (sde().initial - perturbation_.S0()) * Phi.transpose();
  Coefficients c{Phi, L, {}, {}, parametrisation_->reference(driven_, Phi, Sigma)};
  factor_rows(W(driven_, Eigen::all), c.ell, c.Q);
  return c;
}

}  // namespace pont::losses
