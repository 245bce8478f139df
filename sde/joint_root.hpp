// Roots of sums of covariances, where the sum itself would lose a narrow block beside a wide one.
#pragma once
#include "sde/kernel.hpp"

namespace pont::sde {

// Lower triangular L with L L^T = K.push(initial) and a diagonal >= 0. Soon after 0 the blocks of a chain all
// but determine each other, and the sum in double precision would not be positive definite.
Mat pushed_root(const Kernel& K, const Mat& initial);

// Lower triangular L with L L^T = N N^T + variance gain gain^T, N [k, k], and a diagonal >= 0: every entry of
// the diagonal keeps its relative accuracy, however large the variance.
Mat joint_root(const Mat& N, double variance, const Vec& gain);

}  // namespace pont::sde
