// The batch layout, and k x k matrices acting on it.
#pragma once
#include <Eigen/Dense>

#include "sde/kernel.hpp"

namespace pont::sde {

// [B, k*d]: one state per row, k column blocks of d coordinates, block 0 the data.
using Batch = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// y += scale (M (x) I_d) u, row by row. u and y are [B, k*d] and must not alias. Each entry is the same sum
// in the same order wherever its row stands, so that a row's bits do not depend on the batch.
inline void add_mixed(double scale, const Mat& M, const Batch& u, Batch& y) {
  const Eigen::Index k = M.rows(), d = u.cols() / k;
  for (Eigen::Index i = 0; i < k; ++i)
    for (Eigen::Index j = 0; j < k; ++j)
      if (M(i, j) != 0) y.middleCols(i * d, d) += (scale * M(i, j)) * u.middleCols(j * d, d);
}

// (M (x) I_d) u.
inline Batch mixed(const Mat& M, const Batch& u) {
  Batch y = Batch::Zero(u.rows(), u.cols());
  add_mixed(1, M, u, y);
  return y;
}

}  // namespace pont::sde
