// The keys of a mixture and their checks.
#include "experiments/data/mixture.hpp"

#include <fmt/format.h>

#include <numeric>

#include "experiments/data/gaussian_mixture.hpp"

namespace pont::data {
namespace {

Eigen::ArrayXXd as_array(const config::Matrix& rows) {
  Eigen::ArrayXXd m(rows.size(), rows[0].size());
  for (Eigen::Index i = 0; i < m.rows(); ++i)
    for (Eigen::Index j = 0; j < m.cols(); ++j)
      m(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  return m;
}

std::size_t columns(const config::Matrix& rows) { return rows.empty() ? 0 : rows[0].size(); }

}  // namespace

void MixtureOptions::declare(config::Visitor& v) {
  const config::Range components = config::between(1, 100000);
  v.key("weights", weights_, "relative probabilities", {.range = config::at_least(0), .length = components});
  v.key("means", means_, "centres, one row each", {.unit = "data", .length = components});
  v.key("stds", stds_, "standard deviations, one row each, of d numbers or one",
        {.unit = "data", .range = config::at_least(0), .length = components});
  const auto n = weights_.size();
  v.check(std::accumulate(weights_.begin(), weights_.end(), 0.0) > 0, {"weights"}, "weights that are all 0",
          "at least one above 0");
  v.check(means_.size() == n && stds_.size() == n, {"means", "stds", "weights"},
          fmt::format("{} weights, {} means and {} stds", n, means_.size(), stds_.size()),
          "one of each per component");
  v.check(columns(means_) > 0, {"means"}, "means without coordinates", "at least one coordinate");
  v.check(columns(stds_) == 1 || columns(stds_) == columns(means_), {"stds", "means"},
          fmt::format("{} standard deviations for {} coordinates", columns(stds_), columns(means_)),
          "one, or one per coordinate");
}

std::unique_ptr<DataSet> MixtureOptions::build() const {
  const Eigen::Map<const Eigen::ArrayXd> weights(weights_.data(), static_cast<Eigen::Index>(weights_.size()));
  return std::make_unique<GaussianMixture>(sde::Mixture{weights, as_array(means_), as_array(stds_).square()});
}

}  // namespace pont::data
