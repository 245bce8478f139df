// Posterior means over the end points, and exact sampling from pairs.
#include "sde/bridges/discrete_bridge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "autodiff/math.hpp"

namespace pont::sde {
namespace {

using Eigen::Index;

Batch half_squared_distances(const Batch& x, const Batch& y) { return 0.5 * squared_distances(x, y); }

void check_time(const char* where, double t, bool inside) {
  if (!inside)
    throw std::invalid_argument(
        fmt::format("discrete bridge: {} at t = {}; the time is outside of its range", where, t));
}

std::vector<double> cumulated(const Batch& p) {
  std::vector<double> sums;
  double total = 0;
  for (const double mass : p.reshaped<Eigen::RowMajor>()) sums.push_back(total += mass);
  return sums;
}

// X_t given X_s and X_1, where `z` holds standard normals and receives X_t.
void bridge_step(const Batch& now, const Batch& end, double s, double t, double epsilon, Batch& z) {
  const double share = (t - s) / (1 - s);
  z = now + share * (end - now) + std::sqrt(epsilon * (t - s) * (1 - t) / (1 - s)) * z;
}

}  // namespace

DiscreteBridge::DiscreteBridge(Batch x, const Eigen::VectorXd& a, Batch y, const Eigen::VectorXd& b,
                               double epsilon, const SinkhornOptions& options)
    : x_(std::move(x)), y_(std::move(y)) {
  const Batch cost = half_squared_distances(x_, y_);
  plan_ = entropic_plan(a, b, cost, epsilon, options);
  coupling_ = plan_.matrix(cost);
  coupling_ /= coupling_.sum();
  cumulative_ = cumulated(coupling_);
}

Batch DiscreteBridge::expected_end(const Batch& X, double t) const {
  check_time("expected_end", t, 0 <= t && t < 1);
  const double scale = -0.5 / (epsilon() * (1 - t));
  Batch mean = Batch::Zero(X.rows(), X.cols());
  Eigen::VectorXd logs(y_.rows());
  for (Index r = 0; r < X.rows(); ++r) {
    for (Index j = 0; j < y_.rows(); ++j)
      logs(j) = plan_.g(j) / epsilon() + scale * (X.row(r) - y_.row(j)).squaredNorm();
    const double top = logs.maxCoeff();
    double total = 0;
    for (Index j = 0; j < y_.rows(); ++j) {
      const double w = ad::math::exp(logs(j) - top);
      total += w;
      mean.row(r) += w * y_.row(j);
    }
    mean.row(r) /= total;
  }
  return mean;
}

Batch DiscreteBridge::drift(const Batch& X, double t) const { return (expected_end(X, t) - X) / (1 - t); }

Mixture DiscreteBridge::marginal(double t) const {
  check_time("marginal", t, 0 < t && t < 1);
  const Index n = x_.rows(), m = y_.rows();
  Mixture law{Eigen::ArrayXd(n * m), Eigen::ArrayXXd(n * m, x_.cols()),
              Eigen::ArrayXXd::Constant(n * m, 1, epsilon() * t * (1 - t))};
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < m; ++j) {
      law.weights(i * m + j) = coupling_(i, j);
      law.means.row(i * m + j) = (1 - t) * x_.row(i) + t * y_.row(j);
    }
  return law;
}

std::pair<Index, Index> DiscreteBridge::pair_at(double u) const {
  const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, u * cumulative_.back());
  const Index entry = at - cumulative_.begin();
  return {entry / y_.rows(), entry % y_.rows()};
}

std::vector<Batch> DiscreteBridge::paths(const std::vector<double>& times, Index B,
                                         const ad::Key& key) const {
  const Index d = x_.cols();
  Batch now(B, d), end(B, d);
  for (Index b = 0; b < B; ++b) {
    const auto [i, j] = pair_at((key / "pair").uniform(static_cast<ad::u64>(b)));
    now.row(b) = x_.row(i);
    end.row(b) = y_.row(j);
  }
  std::vector<Batch> result;
  double s = 0;
  for (std::size_t k = 0; k < times.size(); ++k) {
    check_time("paths (increasing times)", times[k], s <= times[k] && times[k] <= 1);
    Batch next = end;
    if (times[k] < 1) {
      ad::fill_normal(key / "noise", k, 0, next.size(), next.data());
      bridge_step(now, end, s, times[k], epsilon(), next);
    }
    result.push_back(now = next);
    s = times[k];
  }
  return result;
}

}  // namespace pont::sde
