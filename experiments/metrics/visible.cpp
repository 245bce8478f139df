// The difference of two independent means, and quantiles of Student's t.
#include "experiments/metrics/visible.hpp"

#include <algorithm>
#include <cmath>

namespace pont::metrics {
namespace {

// z: the quantile of the normal law; n: degrees of freedom.
double student_quantile(double z, double n) {
  const double s = z * z;
  return z * (1 + (s + 1) / (4 * n) + ((5 * s + 16) * s + 3) / (96 * n * n) +
              (((3 * s + 19) * s + 17) * s - 15) / (384 * std::pow(n, 3)) +
              ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / (92160 * std::pow(n, 4)));
}

}  // namespace

Estimate difference(const Estimate& a, const Estimate& b) {
  return {a.mean - b.mean, std::hypot(a.standard_error, b.standard_error),
          std::min(a.repetitions, b.repetitions)};
}

double smallest_visible(double standard_error, double degrees) {
  return (student_quantile(1.959964, degrees) + student_quantile(0.841621, degrees)) * standard_error;
}

}  // namespace pont::metrics
