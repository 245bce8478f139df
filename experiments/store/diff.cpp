// Bit comparison of runs: a walk over two HDF5 files side by side.
#include "experiments/store/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>

#include "experiments/config/error.hpp"
#include "experiments/store/joined.hpp"
#include "experiments/store/publish.hpp"

namespace pont::store {
namespace {

constexpr const char* ignored[] = {"/clock", "/execution"};

/// The sorted union of two sorted lists.
std::vector<std::string> merged(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

std::string index_of(std::size_t element, const H5Shape& shape) {
  std::vector<std::size_t> index(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0; element /= shape[axis])
    index[axis] = element % shape[axis];
  return bracketed(index);
}

std::string shown(const std::string& text, std::size_t from = 0) {
  const std::string piece = text.substr(from, 40);
  return fmt::format("{:?}", piece);
}

bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
template <class T>
bool same(const T& a, const T& b) {
  return a == b;
}

std::string shown(const H5Scalar& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return shown(*text);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{:.17g}", *number);
  return fmt::format("{}", std::get<std::int64_t>(value));
}

bool equal(const H5Scalar& a, const H5Scalar& b) {
  return a.index() == b.index() &&
         std::visit([&](const auto& x) { return same(x, std::get<std::decay_t<decltype(x)>>(b)); }, a);
}

class Comparison final {
 public:
  Comparison(const H5Reader& first, const H5Reader& second) : first_(first), second_(second) {}

  void object(const std::string& path) {
    if (std::count(path.begin(), path.end(), '/') > 32)
      throw config::DataError(path + ": groups deeper than 32; is there a cycle of links?");
    const bool group = first_.is_group(path);
    if (group != second_.is_group(path)) return add(path, "a group in one run, a data set in the other");
    attributes(path);
    group ? members(path) : dataset(path);
  }
  DiffReport report() && { return std::move(report_); }

 private:
  void add(const std::string& path, const std::string& what) {
    report_.differences.push_back(path + ": " + what);
  }

  void members(const std::string& group) {
    for (const std::string& name : merged(first_.children(group), second_.children(group))) {
      const std::string path = group == "/" ? "/" + name : group + "/" + name;
      if (std::find(std::begin(ignored), std::end(ignored), path) != std::end(ignored)) continue;
      if (present(path, first_.exists(path), second_.exists(path))) object(path);
    }
  }

  bool present(const std::string& path, bool in_first, bool in_second) {
    if (in_first != in_second) add(path, in_first ? "only in the first run" : "only in the second run");
    return in_first && in_second;
  }

  void attributes(const std::string& path) {
    const std::vector<std::string> a = first_.attributes(path), b = second_.attributes(path);
    const auto has = [](const auto& names, const auto& name) {
      return std::binary_search(names.begin(), names.end(), name);
    };
    for (const std::string& name : merged(a, b)) {
      if (!present(path + "@" + name, has(a, name), has(b, name))) continue;
      const H5Scalar x = first_.attribute(path, name), y = second_.attribute(path, name);
      if (!equal(x, y)) add(path + "@" + name, shown(x) + " against " + shown(y));
    }
  }

  void dataset(const std::string& path) {
    const std::string type = first_.type(path), other = second_.type(path);
    if (type != other) return add(path, "type " + type + " against " + other);
    const H5Shape a = first_.shape(path), b = second_.shape(path);
    if (a != b) return add(path, "shape " + bracketed(a) + " against " + bracketed(b));
    type == "text" ? texts(path, a) : numbers(path, a, type.starts_with("float") ? 17 : 20);
  }

  void texts(const std::string& path, const H5Shape& shape) {
    const std::vector<std::string> a = first_.texts(path), b = second_.texts(path);
    std::size_t first = a.size(), count = 0;
    for (std::size_t i = a.size(); i-- > 0;) {
      if (a[i] != b[i]) first = i, ++count;
    }
    if (count == 0) return;
    const auto [x, y] = std::mismatch(a[first].begin(), a[first].end(), b[first].begin(), b[first].end());
    const auto at = static_cast<std::size_t>(x - a[first].begin());
    add(path, fmt::format("{} of {} texts differ, first at {} byte {}: {} against {}", count, a.size(),
                          index_of(first, shape), at, shown(a[first], at), shown(b[first], at)));
  }

  /// `digits`: how many show a value of this type in full.
  void numbers(const std::string& path, const H5Shape& shape, int digits) {
    const std::vector<std::byte> a = first_.raw(path), b = second_.raw(path);
    if (a.size() != b.size()) return add(path, "other sizes of an element");
    if (a == b) return;
    const std::vector<long double> x = first_.read<long double>(path), y = second_.read<long double>(path);
    const std::size_t size = a.size() / x.size();
    std::size_t first = x.size(), count = 0;
    long double largest = 0;
    for (std::size_t i = x.size(); i-- > 0;) {
      if (std::memcmp(&a[i * size], &b[i * size], size) == 0) continue;
      first = i, ++count;
      const long double difference = std::abs(x[i] - y[i]);
      if (std::isnan(difference) || difference > largest) largest = difference;  // NaN wins, and stays
    }
    add(path,
        fmt::format("{} of {} values differ, by at most {:.3g}, first at {}: {:.{}g} against {:.{}g}", count,
                    x.size(), largest, index_of(first, shape), x[first], digits, y[first], digits));
  }

  const H5Reader& first_;
  const H5Reader& second_;
  DiffReport report_;
};

}  // namespace

std::string DiffReport::text() const {
  if (identical()) return "identical\n";
  return joined(differences, "\n") + "\n";
}

DiffReport diff_files(const H5Reader& first, const H5Reader& second) {
  Comparison comparison(first, second);
  comparison.object("/");
  return std::move(comparison).report();
}

DiffReport diff_runs(const std::filesystem::path& first, const std::filesystem::path& second) {
  const std::filesystem::path a = first / "run.h5", b = second / "run.h5";
  return diff_files(H5Reader(load_checked(a), a.string()), H5Reader(load_checked(b), b.string()));
}

}  // namespace pont::store
