// Mean and standard error over keyed repetitions.
#include "experiments/metrics/repetition.hpp"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "experiments/metrics/summation.hpp"

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

Estimate sampling_floor(const Metric& metric, const Draw& draw, Eigen::Index n, Eigen::Index m,
                        const ad::Key& key, Eigen::Index repetitions) {
  return repeat([&](const ad::Key& k) { return metric(draw(k / "x", n), draw(k / "y", m)); }, key,
                repetitions);
}

}  // namespace pont::metrics
