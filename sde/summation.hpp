// Sums in a fixed order: with compensation, whose error does not grow with n, and of exponentials in the
// log domain.
#pragma once
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "autodiff/math.hpp"

namespace pont::sde {

/// Compensated running sum; the error of the result is about 2 ulp + n eps^2 sum|x|.
/// Source: Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen".
class Sum final {
 public:
  Sum& operator+=(double x) {
    const double t = sum_ + x;
    const bool x_is_smaller = std::abs(sum_) >= std::abs(x);
    lost_ += x_is_smaller ? (sum_ - t) + x : (x - t) + sum_;
    sum_ = t;
    return *this;
  }
  double value() const { return sum_ + lost_; }

 private:
  double sum_ = 0, lost_ = 0;
};

/// Compensated sum of `values` in their order.
inline double sum(std::span<const double> values) {
  Sum total;
  for (const double x : values) total += x;
  return total.value();
}

/// out_i = log sum_j exp(term(i, j)) for i < rows, j < columns, in two sweeps. An infinite largest term is
/// the sum; NaN gives NaN.
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
