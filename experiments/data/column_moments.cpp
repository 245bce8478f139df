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

/// The numbers x(0), ..., x(n - 1).
template <class Values>
ColumnMoments of_column(ad::i64 n, const Values& x) {
  ColumnMoments m{0, 0, x(0), x(0)};
  for (ad::i64 i = 1; i < n; ++i) m.low = std::min(m.low, x(i)), m.high = std::max(m.high, x(i));
  if (m.low == m.high) return {m.low, 0, m.low, m.high};
  const int exponent = std::ilogb(std::max(std::abs(m.low), std::abs(m.high))) + 1;
  const auto scaled = [&](double value) { return std::ldexp(value, -exponent); };
  const double count = static_cast<double>(n), origin = scaled(x(0));
  double sum = 0, squares = 0;
  for (ad::i64 i = 0; i < n; ++i) sum += scaled(x(i)) - origin;
  const double mean = sum / count;
  for (ad::i64 i = 0; i < n; ++i) squares += std::pow(scaled(x(i)) - origin - mean, 2);
  m.mean = std::ldexp(origin + mean, exponent);
  m.deviation = std::ldexp(std::sqrt(squares / count), exponent);
  return m;
}

/// Of z = (x - shift) / scale.
ColumnMoments in_units(const ColumnMoments& m, const Units& units, Eigen::Index j) {
  if (units.same()) return m;
  const auto z = [&](double x) { return (x - units.shift[j]) / units.scale[j]; };
  return {z(m.mean), m.deviation / units.scale[j], z(m.low), z(m.high)};
}

void require_in_range(const PointTable& table, ad::i64 j, const ColumnMoments& m, const Units& units,
                      const std::string& path) {
  const double most = std::numeric_limits<float>::max();
  if (m.low >= -most && m.high <= most) return;
  for (ad::i64 i = 0; i < table.rows(); ++i)
    if (const double x = in_units({0, 0, table(i, j), 0}, units, j).low; std::abs(x) > most)
      throw config::DataError(
          fmt::format("{}: point {} (from 0), column {}: is {}, beyond float32 ({:.3g}); expected {}", path,
                      i, table.columns[static_cast<std::size_t>(j)], x, most, remedy));
}

}  // namespace

std::vector<ColumnMoments> column_moments(const PointTable& table, std::span<const ad::i64> rows) {
  const ad::i64 n = rows.empty() ? table.rows() : static_cast<ad::i64>(rows.size());
  std::vector<ColumnMoments> all;
  for (ad::i64 j = 0; j < table.dimension(); ++j)
    all.push_back(of_column(
        n, [&](ad::i64 i) { return table(rows.empty() ? i : rows[static_cast<std::size_t>(i)], j); }));
  return all;
}

void require_float32(const PointTable& table, const std::vector<ColumnMoments>& moments, const Units& units,
                     const std::string& path) {
  for (ad::i64 j = 0; j < table.dimension(); ++j) {
    const auto c = static_cast<std::size_t>(j);
    const ColumnMoments m = in_units(moments[c], units, j);
    require_in_range(table, j, m, units, path);
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
