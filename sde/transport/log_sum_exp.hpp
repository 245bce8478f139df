// Row sums of exponentials in the log domain, of terms that a function gives.
#pragma once
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

#include "autodiff/math.hpp"

namespace pont::sde {

// out_i = log sum_j exp(term(i, j)) for i < rows, j < columns, in two sweeps. An infinite largest term is the
// sum; NaN gives NaN.
template <class Term>
Eigen::VectorXd row_log_sum_exp(Eigen::Index rows, Eigen::Index columns, const Term& term) {
  Eigen::VectorXd out(rows), terms(columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    double top = -std::numeric_limits<double>::infinity();
    for (Eigen::Index j = 0; j < columns; ++j) {
      terms(j) = term(i, j);
      top = std::max(top, terms(j));
    }
    const bool limit = std::isinf(top) && !terms.hasNaN();
    for (Eigen::Index j = 0; j < columns; ++j) terms(j) = ad::math::exp(terms(j) - top);
    out(i) = limit ? top : top + ad::math::log(terms.sum());
  }
  return out;
}

}  // namespace pont::sde
