// Mean, deviation and range of columns without overflow, and refusal of what float32 cannot hold.
#include "experiments/data/column_moments.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "experiments/config/error.hpp"

namespace pont::data {
namespace {

constexpr double farthest_mean = 1e5;      // deviations: then float32 has 0.6 % of a deviation left
constexpr double least_deviation = 1e-30;  // 1e-7 of it is still a normal number of float32
constexpr const char* remedy =
    "standardise: true (of a score), or a file with that column centred and scaled";

ColumnMoments of_column(const metrics::Points& points, Eigen::Index j) {
  const auto x = points.col(j).array();
  ColumnMoments m{0, 0, x.minCoeff(), x.maxCoeff()};
  if (m.low == m.high) return {m.low, 0, m.low, m.high};
  const int exponent = std::ilogb(std::max(std::abs(m.low), std::abs(m.high))) + 1;
  const auto scaled = [&](double value) { return std::ldexp(value, -exponent); };
  const double n = static_cast<double>(x.size()), origin = scaled(x[0]);
  double sum = 0, squares = 0;
  for (Eigen::Index i = 0; i < x.size(); ++i) sum += scaled(x[i]) - origin;
  const double mean = sum / n;
  for (Eigen::Index i = 0; i < x.size(); ++i) squares += std::pow(scaled(x[i]) - origin - mean, 2);
  m.mean = std::ldexp(origin + mean, exponent);
  m.deviation = std::ldexp(std::sqrt(squares / n), exponent);
  return m;
}

void require_in_range(const PointTable& table, Eigen::Index j, const std::string& path) {
  const double most = std::numeric_limits<float>::max();
  for (Eigen::Index i = 0; i < table.points.rows(); ++i)
    if (const double x = table.points(i, j); std::abs(x) > most)
      throw config::DataError(
          fmt::format("{}: point {} (from 0), column {}: is {}, beyond float32 ({:.3g}); expected {}", path,
                      i, table.columns[static_cast<std::size_t>(j)], x, most, remedy));
}

}  // namespace

std::vector<ColumnMoments> column_moments(const metrics::Points& points) {
  std::vector<ColumnMoments> all;
  for (Eigen::Index j = 0; j < points.cols(); ++j) all.push_back(of_column(points, j));
  return all;
}

void require_float32(const PointTable& table, const std::vector<ColumnMoments>& moments,
                     const std::string& path) {
  for (Eigen::Index j = 0; j < table.points.cols(); ++j) {
    const auto c = static_cast<std::size_t>(j);
    const ColumnMoments& m = moments[c];
    require_in_range(table, j, path);
    if (m.deviation == 0) continue;
    if (std::abs(m.mean) > farthest_mean * m.deviation)
      throw config::DataError(fmt::format(
          "{}: column {}: its mean {:.6g} lies {:.2g} deviations of {:.3g} from 0, where float32 cannot tell "
          "the points apart; expected {}",
          path, table.columns[c], m.mean, std::abs(m.mean) / m.deviation, m.deviation, remedy));
    if (m.deviation < least_deviation)
      throw config::DataError(
          fmt::format("{}: column {}: its deviation is {:.3g}, too little for float32; expected {}", path,
                      table.columns[c], m.deviation, remedy));
  }
}

}  // namespace pont::data
