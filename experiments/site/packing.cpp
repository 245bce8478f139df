// Base64, float32, and points on a grid of 65,535 by 65,535.
#include "experiments/site/packing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace pont::site {
namespace {

static_assert(std::endian::native == std::endian::little);  // as x86-64 is, and what the page expects

constexpr double steps = 65534;
constexpr std::uint16_t outside = 65535;

struct Span final {
  double low, high;
};

// Of the finite values all but a thousandth at each side, widened by a half.
Span span_of(std::vector<double> values) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return {-1, 1};
  std::ranges::sort(values);
  const std::size_t cut = values.size() / 1000;
  const double low = values[cut], high = values[values.size() - 1 - cut];
  const double margin = high > low ? 0.25 * (high - low) : std::max(1e-9, std::abs(high));
  return {low - margin, high + margin};
}

std::vector<double> coordinate(const std::vector<metrics::Points>& clouds, Eigen::Index column) {
  std::vector<double> all;
  for (const metrics::Points& x : clouds)
    for (Eigen::Index i = 0; i < x.rows(); ++i) all.push_back(x(i, column));
  return all;
}

std::uint16_t on_grid(double v, double low, double high) {
  const double at = (v - low) / (high - low) * steps;
  return at >= 0 && at <= steps ? static_cast<std::uint16_t>(std::lround(at)) : outside;
}

template <class T>
store::Json in_base64(const std::vector<T>& values) {
  return base64(std::as_bytes(std::span(values)));
}

}  // namespace

std::string base64(std::span<const std::byte> bytes) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < n ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0);
    for (std::size_t k = 0; k < 4; ++k) text += k <= n ? letters[group >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

store::Json packed(std::span<const double> values) {
  return in_base64(std::vector<float>(values.begin(), values.end()));
}

store::Json packed(std::span<const std::uint8_t> bytes) { return base64(std::as_bytes(bytes)); }

Frame frame_of(const std::vector<metrics::Points>& clouds) {
  const Span x = span_of(coordinate(clouds, 0)), y = span_of(coordinate(clouds, 1));
  return {x.low, x.high, y.low, y.high};
}

store::Json packed_cloud(const metrics::Points& x, const Frame& frame, std::size_t most) {
  const Eigen::Index n = std::min<Eigen::Index>(x.rows(), static_cast<Eigen::Index>(most));
  std::vector<std::uint16_t> pairs;
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::uint16_t a = on_grid(x(i, 0), frame.x0, frame.x1), b = on_grid(x(i, 1), frame.y0, frame.y1);
    const bool inside = a != outside && b != outside;
    pairs.push_back(inside ? a : outside);
    pairs.push_back(inside ? b : outside);
  }
  store::Json box = store::Json::list();
  box.add(frame.x0).add(frame.x1).add(frame.y0).add(frame.y1);
  return store::Json::object().set("n", n).set("frame", std::move(box)).set("b", in_base64(pairs));
}

metrics::Points in_the_plane(const metrics::Points& x) {
  if (x.cols() >= 2) return x.leftCols(2);
  std::vector<Eigen::Index> order(static_cast<std::size_t>(x.rows()));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](Eigen::Index i) { return x(i, 0); });
  metrics::Points shares(x.rows(), 2);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    shares(order[rank], 0) = x(order[rank], 0);
    shares(order[rank], 1) = (static_cast<double>(rank) + 0.5) / static_cast<double>(x.rows());
  }
  return shares;
}

}  // namespace pont::site
