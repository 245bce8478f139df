// Repeated measurements: means, floors, and differences that can be seen.
#include "experiments/metrics/repetition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "experiments/metrics/points.hpp"

namespace pont::metrics {

Estimate estimate(std::span<const double> values) {
  if (values.empty())
    throw std::invalid_argument("estimate: no values given; expected at least one repetition");
  const double n = double(values.size()), mean = sum(values) / n;
  Sum squares;
  for (const double v : values) squares += (v - mean) * (v - mean);
  const double error =
      values.size() > 1 ? std::sqrt(squares.value() / (n - 1) / n) : std::numeric_limits<double>::quiet_NaN();
  return {mean, error, Eigen::Index(values.size())};
}

Estimate estimate(const Eigen::VectorXd& values) {
  return estimate(std::span(values.data(), static_cast<std::size_t>(values.size())));
}

Estimate repeat(const std::function<double(const ad::Key&)>& measure, const ad::Key& key,
                Eigen::Index repetitions) {
  std::vector<double> values;
  for (Eigen::Index r = 0; r < repetitions; ++r) values.push_back(measure(key / std::uint64_t(r)));
  return estimate(values);
}

Estimate jackknife(const std::function<double(const Points&)>& value, const Points& x) {
  constexpr Eigen::Index groups = 10;
  if (x.rows() < 2 * groups)
    throw std::invalid_argument(
        fmt::format("jackknife: {} points given, expected at least {}", x.rows(), 2 * groups));
  Eigen::VectorXd left_out(groups);
  for (Eigen::Index g = 0; g < groups; ++g) {
    const Eigen::Index first = g * x.rows() / groups, end = (g + 1) * x.rows() / groups;
    Points rest(x.rows() - (end - first), x.cols());
    rest << x.topRows(first), x.bottomRows(x.rows() - end);
    left_out[g] = value(rest);
  }
  const double squares = (left_out.array() - left_out.mean()).square().sum();
  return {value(x), std::sqrt(squares * double(groups - 1) / double(groups)), groups};
}

Estimate sampling_floor(const Metric& metric, const Draw& draw, Eigen::Index n, Eigen::Index m,
                        const ad::Key& key, Eigen::Index repetitions) {
  return repeat([&](const ad::Key& k) { return metric(draw(k / "x", n), draw(k / "y", m)); }, key,
                repetitions);
}

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
