// Tables of points: the smallest exact element type, and classes from labels.
#include "experiments/data/point_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

namespace pont::data {
namespace {

constexpr std::size_t most_classes = 1000;

template <class To, class From>
bool holds(std::span<const From> values) {
  constexpr double most_byte = 255;
  return std::all_of(values.begin(), values.end(), [](From x) {
    if constexpr (std::is_same_v<To, std::uint8_t>)
      if (!(x >= 0 && x <= most_byte) || std::signbit(static_cast<double>(x))) return false;
    return static_cast<From>(static_cast<To>(x)) == x;
  });
}

template <class To, class From>
ad::Tensor converted(const ad::Tensor& values) {
  ad::Tensor out(values.shape(), ad::dtype_of<To>());
  std::ranges::transform(values.data<From>(), out.data<To>().begin(),
                         [](From x) { return static_cast<To>(x); });
  return out;
}

template <class T>
ad::Tensor smallest(ad::Tensor values) {
  const std::span<const T> all = std::as_const(values).data<T>();
  if (holds<std::uint8_t>(all)) return converted<std::uint8_t, T>(values);
  if (std::is_same_v<T, double> && holds<float>(all)) return converted<float, T>(values);
  return values;
}

/// The first axis, and all others in one.
ad::Tensor flattened(ad::Tensor values) {
  const ad::i64 n = values.shape()[0];
  return std::move(values).reshaped({n, values.shape().size() / std::max<ad::i64>(n, 1)});
}

double number(const std::string& text) {
  double value = NAN;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : NAN;
}

}  // namespace

metrics::Points PointTable::points() const {
  metrics::Points all(rows(), dimension());
  ad::with_type(values->dtype(),
                [&](auto t) { std::ranges::copy(std::as_const(*values).data<decltype(t)>(), all.data()); });
  return all;
}

std::vector<std::string> numbered_columns(ad::i64 d) {
  std::vector<std::string> names;
  for (ad::i64 j = 1; j <= d; ++j) names.push_back(std::to_string(j));
  return names;
}

PointTable table_of(const metrics::Points& points) {
  metrics::check_points("table", "points", points);
  return table_of(
      ad::Tensor::of({points.rows(), points.cols()},
                     std::span<const double>(points.data(), static_cast<std::size_t>(points.size()))));
}

PointTable table_of(ad::Tensor values) {
  const ad::Shape whole = values.shape();
  const ad::Shape point = whole.rank() == 1 ? ad::Shape{1} : ad::Shape(whole.lengths().subspan(1));
  if (values.dtype() == ad::Dtype::f64)
    values = smallest<double>(std::move(values));
  else if (values.dtype() == ad::Dtype::f32)
    values = smallest<float>(std::move(values));
  auto table = std::make_shared<const ad::Tensor>(flattened(std::move(values)));
  const ad::i64 d = table->shape()[1];
  return {.values = std::move(table), .columns = numbered_columns(d), .shape = point};
}

bool alike(const PointTable& a, const PointTable& b) {
  return a.shape == b.shape && a.values->dtype() == b.values->dtype() &&
         a.classes.empty() == b.classes.empty();
}

PointTable with_tests(const PointTable& table, const PointTable& tests) {
  if (!alike(table, tests)) throw std::invalid_argument("with_tests: expected points that are alike");
  ad::Tensor all({table.rows() + tests.rows(), table.dimension()}, table.values->dtype());
  const auto second = std::ranges::copy(table.values->bytes(), all.bytes().begin()).out;
  std::ranges::copy(tests.values->bytes(), second);
  PointTable both{.values = std::make_shared<const ad::Tensor>(std::move(all)),
                  .columns = table.columns,
                  .shape = table.shape,
                  .tests = tests.rows()};
  std::vector<std::string> labels;
  for (const PointTable* part : {&table, &tests})
    for (const ad::i64 label : part->labels) labels.push_back(part->classes[static_cast<std::size_t>(label)]);
  if (!labels.empty()) set_labels(both, labels);
  return both;
}

void set_labels(PointTable& table, const std::vector<std::string>& labels) {
  const bool numbers =
      std::none_of(labels.begin(), labels.end(), [](auto& l) { return std::isnan(number(l)); });
  std::map<std::pair<double, std::string>, ad::i64> classes;
  const auto key = [&](const std::string& l) {
    return numbers ? std::pair(number(l), std::string()) : std::pair(0.0, l);
  };
  for (const std::string& l : labels)
    if (classes.try_emplace(key(l)).second && classes.size() > most_classes) return;
  std::map<std::pair<double, std::string>, std::string> written;
  for (const std::string& l : labels) written.try_emplace(key(l), l);
  ad::i64 next = 0;
  for (auto& [value, number] : classes) number = next++, table.classes.push_back(written[value]);
  for (const std::string& l : labels) table.labels.push_back(classes[key(l)]);
}

}  // namespace pont::data
