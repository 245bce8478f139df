// Gaussians and their mixtures as data sets.
#include "experiments/data/gaussians.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include "experiments/data/draws.hpp"
#include "sde/decompositions.hpp"

namespace pont::data {

// Draws from a Gaussian mixture: pick a component, scale, shift.

namespace {

std::vector<double> row_major(const Eigen::ArrayXXd& x) {
  std::vector<double> values;
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    for (Eigen::Index j = 0; j < x.cols(); ++j) values.push_back(x(i, j));
  return values;
}

}  // namespace

GaussianMixture::GaussianMixture(sde::Mixture law)
    : law_(sde::checked(std::move(law))),
      component_({law_.weights.data(), static_cast<std::size_t>(law_.weights.size())}) {}

Drawn GaussianMixture::draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const {
  const Draws draws{step, first, rows, key, dtype};
  const ad::Var i = draws.pick("component", component_);
  const ad::Var means = draws.table(row_major(law_.means), law_.means.cols());
  const ad::Var stds = draws.table(row_major(law_.variances.sqrt()), law_.variances.cols());
  const ad::Var y = gather(means, i) + gather(stds, i) * draws.normal("noise", dimension());
  return {law_.axes.size() == 0 ? y : draws.times(y, law_.axes.transpose()), classes() > 0 ? i : ad::Var()};
}

sde::Mixture equal_gaussians(Eigen::ArrayXXd means, double sigma) {
  const Eigen::Index n = means.rows();
  return {Eigen::ArrayXd::Ones(n), std::move(means), Eigen::ArrayXXd::Constant(n, 1, sigma * sigma)};
}

// The keys and centres of the diamond.

void DiamondOptions::declare(config::Visitor& v) {
  v.key("bound", bound_, "the grid has -bound, 0 and bound on each axis before it is rotated",
        {.unit = "data", .range = config::at_least(0)});
  v.key("sigma", sigma_, "standard deviation of each Gaussian",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> DiamondOptions::build() const {
  Eigen::ArrayXXd means(9, 2);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) means.row(3 * i + j) << bound_ * (i - j), bound_ * (i + j - 2);
  return std::make_unique<GaussianMixture>(equal_gaussians(means / std::sqrt(2.0), sigma_));
}

// The keys and centres of the eight Gaussians.

void EightGaussiansOptions::declare(config::Visitor& v) {
  v.key("radius", radius_, "of the circle of centres", {.unit = "data", .range = config::at_least(0)});
  v.key("sigma", sigma_, "standard deviation of each Gaussian",
        {.unit = "data", .range = config::at_least(0)});
}

std::unique_ptr<DataSet> EightGaussiansOptions::build() const {
  Eigen::ArrayXXd means(8, 2);
  for (int i = 0; i < 8; ++i) {
    const double angle = i * std::numbers::pi / 4;
    means.row(i) << radius_ * std::cos(angle), radius_ * std::sin(angle);
  }
  return std::make_unique<GaussianMixture>(equal_gaussians(means, sigma_));
}

// The keys of a Gaussian, their checks, and its points on the tape.

namespace {

Eigen::MatrixXd dense(const config::Matrix& rows) {
  Eigen::MatrixXd m(rows.size(), rows.empty() ? 0 : rows[0].size());
  for (Eigen::Index i = 0; i < m.rows(); ++i)
    for (Eigen::Index j = 0; j < m.cols(); ++j)
      m(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  return m;
}

bool is_covariance(const Eigen::MatrixXd& c) {
  if (c.rows() != c.cols() || c.rows() == 0) return false;
  const double asymmetry = (c - c.transpose()).cwiseAbs().maxCoeff();
  return asymmetry <= 1e-12 * c.cwiseAbs().maxCoeff() && sde::positive_definite(c);
}

class Gaussian final : public DataSet {
 public:
  Gaussian(const std::vector<double>& mean, const Eigen::MatrixXd& covariance)
      : mean_(mean), covariance_(covariance), factor_(sde::cholesky_factor(covariance).value()) {}
  ad::Shape shape() const override { return {static_cast<ad::i64>(mean_.size())}; }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    return draws.table(mean_, dimension()) +
           draws.times(draws.normal("noise", dimension()), factor_.transpose());
  }
  std::optional<sde::Mixture> exact() const override {
    return sde::gaussian(Eigen::Map<const Eigen::VectorXd>(mean_.data(), dimension()), covariance_);
  }

 private:
  std::vector<double> mean_;
  Eigen::MatrixXd covariance_, factor_;
};

}  // namespace

void GaussianOptions::declare(config::Visitor& v) {
  v.key("mean", mean_, "centre", {.unit = "data", .length = config::between(1, 4096)});
  v.key("covariance", covariance_, "covariance matrix",
        {.unit = "data^2", .length = config::between(1, 4096)});
  v.check(covariance_.size() == mean_.size(), {"covariance", "mean"},
          fmt::format("{} rows for a mean of {} numbers", covariance_.size(), mean_.size()),
          "a square matrix of the size of the mean");
  v.check(is_covariance(dense(covariance_)), {"covariance"},
          "a matrix that isn't symmetric positive definite", "a covariance matrix");
}

std::unique_ptr<DataSet> GaussianOptions::build() const {
  return std::make_unique<Gaussian>(mean_, dense(covariance_));
}

// A mixture of one component.

void IsotropicGaussianOptions::declare(config::Visitor& v) {
  v.key("dimension", dimension_, "d", {.unit = "coordinates", .range = config::between(1, 4096)});
  v.key("mean", mean_, "of every coordinate", {.unit = "data"});
  v.key("deviation", deviation_, "standard deviation of every coordinate",
        {.unit = "data", .range = config::positive()});
}

std::unique_ptr<DataSet> IsotropicGaussianOptions::build() const {
  return std::make_unique<GaussianMixture>(
      equal_gaussians(Eigen::ArrayXXd::Constant(1, dimension_, mean_), deviation_));
}

// The keys of a mixture and their checks.

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
