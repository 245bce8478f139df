// The data set `affine`: rows of another set times the transposed matrix, plus a shift.
#include "experiments/data/affine.hpp"

#include <fmt/format.h>

#include "experiments/config/error.hpp"
#include "experiments/data/draws.hpp"

namespace pont::data {
namespace {

class Affine final : public DataSet {
 public:
  Affine(std::unique_ptr<DataSet> of, metrics::Points matrix, Eigen::RowVectorXd shift)
      : of_(std::move(of)), matrix_(std::move(matrix)), shift_(std::move(shift)) {}
  ad::Shape shape() const override { return of_->shape(); }
  int classes() const override { return of_->classes(); }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const Drawn of = of_->draw(step, first, rows, key, dtype);
    const ad::Var A = draws.table({matrix_.data(), static_cast<std::size_t>(matrix_.size())}, dimension());
    const ad::Var b = draws.table({shift_.data(), static_cast<std::size_t>(shift_.size())}, dimension());
    return {ad::matmul(of.x, A, false, true) + b, of.y};
  }
  std::optional<sde::Mixture> exact() const override {
    std::optional<sde::Mixture> law = of_->exact();
    if (!law) return std::nullopt;
    if (law->means.rows() == 1) return image(sde::moments(*law));
    if (law->axes.size() != 0 || !matrix_.isDiagonal(0)) return std::nullopt;
    const Eigen::ArrayXd scale = matrix_.diagonal();
    law->means = (law->means.rowwise() * scale.transpose()).rowwise() + shift_.array();
    if (law->variances.cols() == 1) law->variances = law->variances.replicate(1, dimension()).eval();
    law->variances = law->variances.rowwise() * scale.square().transpose();
    return law;
  }
  std::unique_ptr<DataSet> training_rows() const override {
    std::unique_ptr<DataSet> rows = of_->training_rows();
    return rows ? std::make_unique<Affine>(std::move(rows), matrix_, shift_) : nullptr;
  }

 private:
  sde::Mixture image(const sde::Gaussian& law) const {
    const Eigen::MatrixXd S = matrix_ * law.covariance * matrix_.transpose();
    return sde::gaussian(matrix_ * law.mean + shift_.transpose(), 0.5 * (S + S.transpose()));
  }

  std::unique_ptr<DataSet> of_;
  metrics::Points matrix_;
  Eigen::RowVectorXd shift_;
};

metrics::Points matrix_rows(const config::Matrix& rows) {
  metrics::Points m(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.at(0).size()));
  for (Eigen::Index i = 0; i < m.rows(); ++i)
    for (Eigen::Index j = 0; j < m.cols(); ++j)
      m(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  return m;
}

}  // namespace

void AffineOptions::declare(config::Visitor& v) {
  v.section("of", of_, "the set whose points are mapped");
  v.key("matrix", matrix_, "A [d, d]", {.length = config::between(1, 4096)});
  v.key("shift", shift_, "added to A x", {.unit = "data", .length = config::between(1, 4096)});
}

std::unique_ptr<DataSet> AffineOptions::build() const {
  std::unique_ptr<DataSet> of = of_->build();
  if (!of->units().same())
    throw config::ConfigError(
        "affine: its file is standardised; expected standardise: false, the matrix can scale");
  const metrics::Points A = matrix_rows(matrix_);
  const Eigen::Index d = of->dimension(), b = static_cast<Eigen::Index>(shift_.size());
  if (A.rows() != d || A.cols() != d || b != d)
    throw config::ConfigError(
        fmt::format("affine: a matrix [{}, {}] and a shift of {} numbers for points in {} "
                    "dimensions; expected [{}, {}] and {}",
                    A.rows(), A.cols(), b, d, d, d, d));
  return std::make_unique<Affine>(std::move(of), A, Eigen::Map<const Eigen::RowVectorXd>(shift_.data(), d));
}

}  // namespace pont::data
