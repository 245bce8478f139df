// Pieces: interpolation at Chebyshev nodes by halving, and its evaluation on a tape.
#include "experiments/exchange/pieces.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::exchange {
namespace {

constexpr int terms = 12, most_halvings = 12;
constexpr double tolerance = 1e-11;

using Matrix = Eigen::MatrixXd;

/// Chebyshev nodes in (-1, 1).
Eigen::VectorXd nodes() {
  Eigen::VectorXd z(terms);
  for (int i = 0; i < terms; ++i) z(i) = std::cos(std::numbers::pi * (i + 0.5) / terms);
  return z;
}

/// Powers 0, ..., 11 of each z.
Matrix powers(const Eigen::VectorXd& z) {
  Matrix all = Matrix::Ones(z.size(), terms);
  for (int p = 1; p < terms; ++p) all.col(p) = all.col(p - 1).cwiseProduct(z);
  return all;
}

/// f at (middle + z / slope) for each z: [z, n].
Matrix values(const FunctionOfTime& f, const Eigen::VectorXd& z, double middle, double slope, double low,
              double high) {
  Matrix all;
  for (Eigen::Index i = 0; i < z.size(); ++i) {
    const std::vector<double> row = f(std::clamp(std::exp(middle + z(i) / slope), low, high));
    all.conservativeResize(z.size(), static_cast<Eigen::Index>(row.size()));
    all.row(i) = Eigen::Map<const Eigen::RowVectorXd>(row.data(), static_cast<Eigen::Index>(row.size()));
  }
  return all;
}

/// The largest difference of a function over its largest value.
double relative_difference(const Matrix& found, const Matrix& expected) {
  double worst = 0;
  for (Eigen::Index c = 0; c < found.cols(); ++c) {
    const double size = expected.col(c).cwiseAbs().maxCoeff();
    if (size > 0) worst = std::max(worst, (found.col(c) - expected.col(c)).cwiseAbs().maxCoeff() / size);
  }
  return worst;
}

ad::Var column(const std::vector<double>& values, ad::Tape& tape) {
  return tape.constant(ad::Tensor::of<double>({static_cast<ad::i64>(values.size()), 1}, values));
}

}  // namespace

Pieces::Pieces(const FunctionOfTime& f, double low, double high) : low_(low), high_(high) {
  if (!(0 < low && low < high))
    throw std::invalid_argument(fmt::format("pieces: from {} to {}; expected 0 < low < high", low, high));
  add(f, std::log(low), std::log(high), most_halvings);
}

void Pieces::add(const FunctionOfTime& f, double from, double to, int halvings) {
  const double middle = (from + to) / 2, slope = 2 / (to - from);
  const Eigen::VectorXd z = nodes(), between = Eigen::VectorXd::LinSpaced(2 * terms + 1, -1, 1);
  const Matrix coefficients = powers(z).fullPivLu().solve(values(f, z, middle, slope, low_, high_));
  const double error =
      relative_difference(powers(between) * coefficients, values(f, between, middle, slope, low_, high_));
  if (!(error <= tolerance) && halvings > 0) {
    add(f, from, middle, halvings - 1);
    return add(f, middle, to, halvings - 1);
  }
  error_ = std::max(error_, error);
  n_ = static_cast<std::size_t>(coefficients.cols());
  middles_.push_back(middle);
  slopes_.push_back(slope);
  ends_.push_back(to);
  for (Eigen::Index p = 0; p < terms; ++p)
    for (Eigen::Index c = 0; c < coefficients.cols(); ++c) table_.push_back(coefficients(p, c));
}

ad::Var Pieces::operator()(ad::Var t) const {
  ad::Tape& tape = *t.tape;
  const ad::i64 rows = t.shape()[0], pieces = static_cast<ad::i64>(count()), n = static_cast<ad::i64>(n_);
  const ad::Var x = ad::log(ad::maximum(ad::minimum(ad::reshape(t, {rows, 1}), high_), low_));
  std::vector<double> inner(ends_.begin(), ends_.end() - 1);
  inner.push_back(INFINITY);  // so that one piece is no special case
  const ad::Var ends = tape.constant(ad::Tensor::of<double>({1, pieces}, inner));
  const ad::Var piece = ad::cast(ad::sum(ad::less_equal(ends, x), {1}), ad::Dtype::i64);
  const ad::Var z =
      (x - ad::gather(column(middles_, tape), piece)) * ad::gather(column(slopes_, tape), piece);
  const ad::Var table = ad::gather(tape.constant(ad::Tensor::of<double>({pieces, terms * n}, table_)), piece);
  ad::Var sum = ad::slice_axis(table, 1, (terms - 1) * n, terms * n);
  for (ad::i64 p = terms - 2; p >= 0; --p) sum = sum * z + ad::slice_axis(table, 1, p * n, (p + 1) * n);
  return sum;
}

}  // namespace pont::exchange
