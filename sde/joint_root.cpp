// pushed_root and joint_root: one QR of the stacked roots, without their sum.
#include "sde/joint_root.hpp"

#include <cmath>

namespace pont::sde {
namespace {

// L of L L^T = R^T R for the stacked roots R [n, k], n >= k.
Mat lower_root(const Eigen::MatrixXd& R) {
  const Eigen::Index k = R.cols();
  Mat L = R.householderQr().matrixQR().topRows(k).triangularView<Eigen::Upper>().transpose().toDenseMatrix();
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
