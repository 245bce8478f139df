// Tiers of agreement: a walk over the stored data sets, and the three comparisons.
#include "experiments/store/tiers.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace pont::store {
namespace {

constexpr const char* circumstances[] = {"/clock", "/execution", "/fingerprint", "/config"};
constexpr double tolerance = 1e-3, standard_errors = 5;

void collect(const H5Reader& file, const std::string& group, std::vector<std::string>& paths) {
  for (const std::string& name : file.children(group)) {
    const std::string path = group == "/" ? "/" + name : group + "/" + name;
    if (std::find(std::begin(circumstances), std::end(circumstances), path) != std::end(circumstances))
      continue;
    file.is_group(path) ? collect(file, path, paths) : paths.push_back(path);
  }
}

bool is_text(const H5Reader& file, const std::string& path) { return file.type(path) == "text"; }

bool same_bits(const H5Reader& a, const H5Reader& b, const std::string& path) {
  if (is_text(a, path)) return a.texts(path) == b.texts(path);
  return a.raw(path) == b.raw(path);
}

bool within_tolerance(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0, worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    largest = std::max(largest, std::abs(a[i]));
    worst = std::isfinite(a[i] - b[i]) || a[i] == b[i]
                ? std::max(worst, a[i] == b[i] ? 0 : std::abs(a[i] - b[i]))
                : INFINITY;
  }
  return worst <= tolerance * largest;
}

bool errors_cover(const H5Reader& a, const H5Reader& b, const std::string& path) {
  const std::string error = path + "_error";
  if (!a.exists(error) || !b.exists(error) || !a.shape(path).empty() || !a.shape(error).empty()) return false;
  const double joint = std::hypot(a.read<double>(error).at(0), b.read<double>(error).at(0));
  return std::abs(a.read<double>(path).at(0) - b.read<double>(path).at(0)) <= standard_errors * joint;
}

struct Moments {
  double mean, squared_error;
};

Moments moments_of_column(const std::vector<double>& points, std::size_t column, std::size_t columns) {
  const double n = static_cast<double>(points.size() / columns);
  double mean = 0, spread = 0;
  for (std::size_t i = column; i < points.size(); i += columns) mean += points[i] / n;
  for (std::size_t i = column; i < points.size(); i += columns)
    spread += (points[i] - mean) * (points[i] - mean);
  return {mean, spread / (n - 1) / n};
}

bool means_agree(const std::vector<double>& a, const std::vector<double>& b, std::size_t columns) {
  for (std::size_t c = 0; c < columns; ++c) {
    const Moments x = moments_of_column(a, c, columns), y = moments_of_column(b, c, columns);
    if (!(std::abs(x.mean - y.mean) <= standard_errors * std::sqrt(x.squared_error + y.squared_error)))
      return false;
  }
  return true;
}

Tier tier_of(const H5Reader& a, const H5Reader& b, const std::string& path) {
  if (!b.exists(path) || a.type(path) != b.type(path) || a.shape(path) != b.shape(path)) return Tier::differs;
  if (same_bits(a, b, path)) return Tier::bits;
  if (is_text(a, path)) return Tier::differs;
  const std::vector<double> x = a.read<double>(path), y = b.read<double>(path);
  if (within_tolerance(x, y)) return Tier::tolerance;
  const H5Shape shape = a.shape(path);
  const bool points =
      shape.size() >= 2 && shape[0] >= 2 && (path.ends_with("/points") || path.ends_with("/images"));
  const bool repeated = errors_cover(a, b, path) || (points && means_agree(x, y, x.size() / shape[0]));
  return repeated ? Tier::statistical : Tier::differs;
}

}  // namespace

std::string name_of(Tier tier) {
  static const std::string names[] = {"bits", "tolerance", "statistical", "differs"};
  return names[static_cast<std::size_t>(tier)];
}

std::vector<DataSetAgreement> agreements(const H5Reader& stored, const H5Reader& again) {
  std::vector<std::string> paths;
  collect(stored, "/", paths);
  std::vector<DataSetAgreement> result;
  for (const std::string& path : paths) result.push_back({path, tier_of(stored, again, path)});
  return result;
}

}  // namespace pont::store
