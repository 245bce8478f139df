// Sums in a fixed order with compensation: the same bits in every run, and an error that does not grow with
// n.
#pragma once
#include <cmath>
#include <span>

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

}  // namespace pont::sde
