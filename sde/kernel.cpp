// Transition kernels: composition, exact evaluation, roots of covariances.
#include "sde/kernel.hpp"

#include <cmath>
#include <sstream>
#include <stdexcept>

#include "sde/decompositions.hpp"

namespace pont::sde {
namespace {

// With |A| h <= 1/8 the series of Q has ratio at most 1/4 per term: after 14 terms the remainder is below
// 1e-20 of the leading term, which leaves O(h^3) and O(h^5) entries their full relative accuracy.
constexpr double taylor_radius = 0.125;
constexpr int taylor_terms = 14;

Kernel scalar_flow(double a, double D, double h) {
  Kernel K{Mat(1, 1), Mat(1, 1)};
  K.Phi(0, 0) = std::exp(a * h);
  K.Q(0, 0) = a == 0 ? D * h : D * (std::expm1(2 * a * h) / (2 * a));
  return K;
}

template <int k>
Kernel taylor_flow(const Mat& A_, const Mat& D_, double h) {
  using M = Eigen::Matrix<double, k, k, Eigen::RowMajor>;
  const M A = A_, D = D_;
  int doublings = 0;
  const double size = A.cwiseAbs().rowwise().sum().maxCoeff() * h;
  if (size > taylor_radius) doublings = std::ilogb(size / taylor_radius) + 1;
  h = std::ldexp(h, -doublings);
  const M Ah = h * A;
  M Phi = M::Identity(), P = M::Identity(), Q = h * D, X = Q;
  for (int i = 1; i <= taylor_terms; ++i) {
    P = (1.0 / i) * (Ah * P).eval();
    Phi += P;
    const M Y = (1.0 / (i + 1)) * (Ah * X).eval();  // X is symmetric: A X + X A^T = Y + Y^T
    X = Y + Y.transpose();
    Q += X;
  }
  for (; doublings > 0; --doublings) {
    const M Y = Phi * Q;
    Q += Y * Phi.transpose();
    Phi = (Phi * Phi).eval();
  }
  return {Phi, 0.5 * (Q + Q.transpose())};
}

}  // namespace

Kernel Kernel::then(const Kernel& next) const { return {next.Phi * Phi, next.push(Q)}; }

Mat Kernel::push(const Mat& S) const { return Phi * S * Phi.transpose() + Q; }

Kernel flow(const Mat& A, const Mat& D, double h) {
  if (!(h >= 0) || !std::isfinite(h))
    throw std::invalid_argument("flow: clock time h = " + std::to_string(h) +
                                ", expected finite and >= 0; order the two times, or check the clock");
  switch (A.rows()) {
    case 1:
      return scalar_flow(A(0, 0), D(0, 0), h);
    case 2:
      return taylor_flow<2>(A, D, h);
    case 3:
      return taylor_flow<3>(A, D, h);
    case 4:
      return taylor_flow<4>(A, D, h);
  }
  throw std::invalid_argument("flow: A has " + std::to_string(A.rows()) + " rows, expected 1 to 4 blocks");
}

Mat lyapunov(const Mat& A, const Mat& D) {
  const Eigen::Index k = A.rows();
  const double slowest = largest_real_part(A);
  if (!(slowest < 0))
    throw std::invalid_argument("lyapunov: A = " + text(A) + " has an eigenvalue with real part " +
                                std::to_string(slowest) +
                                ", so there is no stationary law; give the prior explicitly");
  const Eigen::MatrixXd I = Eigen::MatrixXd::Identity(k, k);
  Eigen::MatrixXd system(k * k, k * k);  // (A (x) I + I (x) A) vec P = -vec D, row-major vec
  for (Eigen::Index i = 0; i < k; ++i)
    for (Eigen::Index j = 0; j < k; ++j)
      system.block(i * k, j * k, k, k) = A(i, j) * I + (i == j ? Eigen::MatrixXd(A) : Eigen::MatrixXd(0 * I));
  const Eigen::VectorXd p = solve(system, -Eigen::Map<const Eigen::VectorXd>(D.data(), k * k));
  const Mat P = Eigen::Map<const Mat>(p.data(), k, k);
  return 0.5 * (P + P.transpose());
}

Mat cholesky(const Mat& S) {
  const Eigen::Index k = S.rows();
  Mat L = Mat::Zero(k, k);
  for (Eigen::Index j = 0; j < k; ++j)
    for (Eigen::Index i = j; i < k; ++i) {
      double v = S(i, j);
      for (Eigen::Index m = 0; m < j; ++m) v -= L(i, m) * L(j, m);
      if (i == j && !(v > 0))
        throw std::domain_error("cholesky: pivot " + std::to_string(j) + " of " + text(S) +
                                " is not positive: the covariance is singular or not a covariance");
      L(i, j) = i == j ? std::sqrt(v) : v / L(j, j);
    }
  return L;
}

Mat square_root(const Mat& S) {
  const Eigen::Index k = S.rows();
  Mat L = Mat::Zero(k, k);
  for (Eigen::Index j = 0; j < k; ++j)
    for (Eigen::Index i = j; i < k; ++i) {
      double v = S(i, j);
      for (Eigen::Index m = 0; m < j; ++m) v -= L(i, m) * L(j, m);
      const double rounding = 1e-12 * std::abs(S(j, j));
      if (i == j && !(v >= -rounding))
        throw std::domain_error("square_root: " + text(S) + " is not positive semidefinite");
      if (i == j)
        L(j, j) = v > 1e-15 * std::abs(S(j, j)) ? std::sqrt(v) : 0.0;
      else
        L(i, j) = L(j, j) > 0 ? v / L(j, j) : 0.0;
    }
  return L;
}

Mat inverse(const Mat& S) {
  const Mat L = cholesky(S);
  const Mat W = L.triangularView<Eigen::Lower>().solve(Mat::Identity(S.rows(), S.rows()));
  return W.transpose() * W;
}

std::string text(const Mat& M) {
  std::ostringstream out;
  out << M.format(Eigen::IOFormat(6, Eigen::DontAlignCols, ", ", ", ", "[", "]", "[", "]"));
  return out.str();
}

namespace {

// L of L L^T = R^T R for the stacked roots R [n, k], n >= k.
Mat lower_root(const Eigen::MatrixXd& R) {
  const Eigen::Index k = R.cols();
  Mat L = triangular_factor(R).transpose();
  for (Eigen::Index c = 0; c < k; ++c)
    if (L(c, c) < 0) L.col(c) = -L.col(c);
  return L;
}

}  // namespace

Mat pushed_root(const Kernel& K, const Mat& initial) {
  Eigen::MatrixXd stacked(2 * initial.rows(), initial.rows());
  stacked << (K.Phi * square_root(initial)).transpose(), square_root(K.Q).transpose();
  return lower_root(stacked);
}

Mat joint_root(const Mat& N, double variance, const Vec& gain) {
  Eigen::MatrixXd stacked(gain.size() + 1, gain.size());
  stacked << std::sqrt(variance) * gain.transpose(), N.transpose();
  return lower_root(stacked);
}

}  // namespace pont::sde
