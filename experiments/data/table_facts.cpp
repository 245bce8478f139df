// The summary of a table of points, and the warnings about its columns and rows.
#include "experiments/data/table_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

#include "experiments/data/columns.hpp"
#include "experiments/store/joined.hpp"

namespace pont::data {
namespace {

constexpr std::size_t most_columns = 4;  // described one by one

using Entry = std::function<double(std::size_t vector, Eigen::Index i)>;

std::uint64_t hash_of(const Entry& entry, std::size_t v, Eigen::Index size) {
  std::uint64_t hash = 0;
  for (Eigen::Index i = 0; i < size; ++i) {
    const double value = entry(v, i) + 0.0;  // -0 is 0
    hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash;
}

/// For each of n vectors the first one that is equal to it.
std::vector<std::size_t> first_equal(std::size_t n, Eigen::Index size, const Entry& entry) {
  std::vector<std::pair<std::uint64_t, std::size_t>> order(n);
  for (std::size_t v = 0; v < n; ++v) order[v] = {hash_of(entry, v, size), v};
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> first(n), distinct;  // distinct: with the hash of the one before
  for (std::size_t k = 0; k < n; ++k) {
    const auto [hash, v] = order[k];
    if (k == 0 || order[k - 1].first != hash) distinct.clear();
    const auto equal = [&, v = v](std::size_t u) {
      for (Eigen::Index i = 0; i < size; ++i)
        if (entry(u, i) != entry(v, i)) return false;
      return true;
    };
    const auto found = std::find_if(distinct.begin(), distinct.end(), equal);
    first[v] = found != distinct.end() ? *found : v;
    if (found == distinct.end()) distinct.push_back(v);
  }
  return first;
}

/// "u, v and 3 more".
std::string some(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  if (names.size() <= most) return store::joined(names, ", ");
  const std::vector<std::string> shown(names.begin(), names.begin() + most);
  return fmt::format("{} and {} more", store::joined(shown, ", "), names.size() - most);
}

bool counts_rows(const PointTable& points, ad::i64 j) {
  const double first = points(0, j);
  if (points.rows() < 3 || (first != 0 && first != 1)) return false;
  for (ad::i64 i = 0; i < points.rows(); ++i)
    if (points(i, j) != first + static_cast<double>(i)) return false;
  return true;
}

void warn_of_columns(const PointTable& table, const std::vector<ColumnMoments>& moments,
                     std::vector<std::string>& warnings) {
  const std::size_t d = table.columns.size();
  std::vector<std::string> constant, equal;
  const auto first = first_equal(
      d, table.rows(), [&](std::size_t c, Eigen::Index i) { return table(i, static_cast<ad::i64>(c)); });
  for (std::size_t j = 0; j < d; ++j) {
    const bool index = counts_rows(table, static_cast<ad::i64>(j));
    if (index)
      warnings.push_back(fmt::format("column {} counts the rows ({:.0f}, {:.0f}, ...) like an index{}",
                                     table.columns[j], moments[j].low, moments[j].low + 1,
                                     d > 1 ? "; leave it out by " + without({d, table.columns}, j) : ""));
    if (moments[j].deviation == 0 && table.rows() > 1) constant.push_back(table.columns[j]);
    if (first[j] != j) equal.push_back(fmt::format("{} (to {})", table.columns[j], table.columns[first[j]]));
  }
  if (!constant.empty())
    warnings.push_back(fmt::format("constant: column {}; nothing is to be learned there", some(constant)));
  if (!equal.empty())
    warnings.push_back(fmt::format("equal: column {}; the points lie in a plane", some(equal)));
}

void warn_of_rows(const PointTable& table, std::vector<std::string>& warnings) {
  const auto n = static_cast<std::size_t>(table.rows());
  const auto first = first_equal(
      n, table.dimension(), [&](std::size_t r, Eigen::Index j) { return table(static_cast<ad::i64>(r), j); });
  std::size_t repeated = 0, where = 0;
  for (std::size_t i = n; i-- > 0;)
    if (first[i] != i) ++repeated, where = i;
  if (repeated > 0)
    warnings.push_back(
        fmt::format("{} of {} rows repeat earlier ones, first row {} (from 0), which is row {} again",
                    grouped(repeated), grouped(n), where, first[where]));
}

std::string described(const std::string& name, const ColumnMoments& m) {
  return fmt::format("; {}: mean {:.4g}, deviation {:.4g}, range {:.4g} to {:.4g}", name, m.mean, m.deviation,
                     m.low, m.high);
}

std::string rest(const std::vector<ColumnMoments>& moments) {
  const auto begin = moments.begin() + most_columns - 1;
  const auto range = [&](auto value) {
    const auto [low, high] = std::minmax_element(
        begin, moments.end(), [&](const auto& a, const auto& b) { return value(a) < value(b); });
    return fmt::format("{:.4g} to {:.4g}", value(*low), value(*high));
  };
  return fmt::format("; {} more columns: means {}, deviations {}", moments.end() - begin,
                     range([](const ColumnMoments& m) { return m.mean; }),
                     range([](const ColumnMoments& m) { return m.deviation; }));
}

/// "; 3 classes of 40 to 60", of points.
std::string classes_of(const PointTable& table) {
  if (table.classes.empty()) return "";
  std::vector<std::size_t> counts(table.classes.size());
  for (const ad::i64 y : table.labels) ++counts[static_cast<std::size_t>(y)];
  const auto [few, many] = std::minmax_element(counts.begin(), counts.end());
  return fmt::format("; {} classes of {} to {}", counts.size(), grouped(*few), grouped(*many));
}

TableFacts image_facts(const PointTable& table) {
  double sum = 0, squares = 0, low = table(0, 0), high = low;
  for (ad::i64 i = 0; i < table.rows(); ++i)
    for (ad::i64 j = 0; j < table.dimension(); ++j) {
      const double v = table(i, j);
      sum += v, squares += v * v, low = std::min(low, v), high = std::max(high, v);
    }
  const double n = static_cast<double>(table.rows() * table.dimension()), mean = sum / n;
  const ad::Shape& s = table.shape;
  TableFacts facts{
      fmt::format("{} images of {} x {} pixels with {} channel{}; values: mean {:.4g}, deviation {:.4g}, "
                  "range {:.4g} to {:.4g}{}",
                  grouped(static_cast<std::size_t>(table.rows())), s[0], s[1], s[2], s[2] == 1 ? "" : "s",
                  mean, std::sqrt(std::max(0.0, squares / n - mean * mean)), low, high, classes_of(table)),
      {}};
  if (s[0] <= 4 && s[1] == s[2] && s[2] > 4)
    facts.warnings.push_back(fmt::format(
        "{} x {} pixels with {} channels look like {} channels of {} x {} pixels; for these: axes: "
        "'channels, height, width'",
        s[0], s[1], s[2], s[0], s[1], s[2]));
  warn_of_rows(table, facts.warnings);
  return facts;
}

}  // namespace

std::string grouped(std::size_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

TableFacts table_facts(const PointTable& table) {
  if (table.shape.rank() == 3) return image_facts(table);
  const std::vector<ColumnMoments> moments = column_moments(table);
  const std::size_t d = moments.size();
  const auto n = static_cast<std::size_t>(table.rows());
  TableFacts facts{fmt::format("{} point{} in {} dimension{}", grouped(n), n == 1 ? "" : "s", grouped(d),
                               d == 1 ? "" : "s"),
                   {}};
  const std::size_t one_by_one = d <= most_columns ? d : most_columns - 1;
  for (std::size_t j = 0; j < one_by_one; ++j) facts.summary += described(table.columns[j], moments[j]);
  if (one_by_one < d) facts.summary += rest(moments);
  facts.summary += classes_of(table);
  warn_of_columns(table, moments, facts.warnings);
  warn_of_rows(table, facts.warnings);
  return facts;
}

std::vector<std::string> far_columns(const PointTable& table, double deviation, const std::string& law) {
  if (table.shape.rank() == 3) return {};  // images are scaled to [-1, 1]
  constexpr double most = 20, least = 1.0 / 200;
  std::vector<std::string> far;
  const std::vector<ColumnMoments> moments = column_moments(table);
  for (std::size_t j = 0; j < moments.size(); ++j) {
    const ColumnMoments& m = moments[j];
    const double ratio = m.deviation / deviation;
    if (ratio > most || (ratio < least && m.deviation > 0) || std::abs(m.mean) > most * deviation)
      far.push_back(table.columns[j]);
  }
  if (far.empty()) return {};
  return {
      fmt::format("the scale of column {} is far from that of {} (mean 0, deviation {:.3g}); consider "
                  "standardise: true",
                  some(far), law, deviation)};
}

}  // namespace pont::data
