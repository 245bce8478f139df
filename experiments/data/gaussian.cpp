// The keys of a Gaussian, their checks, and its points on the tape.
#include "experiments/data/gaussian.hpp"

#include <fmt/format.h>

#include "experiments/data/draws.hpp"

namespace pont::data {
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
  return asymmetry <= 1e-12 * c.cwiseAbs().maxCoeff() && c.llt().info() == Eigen::Success;
}

class Gaussian final : public DataSet {
 public:
  Gaussian(const std::vector<double>& mean, const Eigen::MatrixXd& covariance)
      : mean_(mean), covariance_(covariance), factor_(covariance.llt().matrixL()) {}
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

}  // namespace pont::data
