// Exact sums of bytes, then one eigenvalue problem.
#include "experiments/data/covariance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "sde/decompositions.hpp"

namespace pont::data {
namespace {

constexpr double kLargestWhole = 9007199254740992.0;  // 2^53
constexpr double kPixel = 2.0 / 255;                  // width of one grey level in [-1, 1]

// X^T X and the column sums, in blocks of images converted to double.
struct Sums {
  Eigen::MatrixXd products;
  Eigen::VectorXd totals;
};

Sums sums(const PointTable& images) {
  constexpr ad::i64 block = 512;
  const Eigen::Index d = images.dimension();
  const std::span<const std::uint8_t> pixels = images.values->data<std::uint8_t>();
  Sums s{Eigen::MatrixXd::Zero(d, d), Eigen::VectorXd::Zero(d)};
  for (ad::i64 first = 0; first < images.rows(); first += block) {
    const Eigen::Index n = std::min(block, images.rows() - first);
    const Eigen::Map<const Eigen::Matrix<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>> bytes(
        pixels.data() + first * d, d, n);
    const Eigen::MatrixXd columns = bytes.cast<double>();
    s.products.selfadjointView<Eigen::Lower>().rankUpdate(columns);
    s.totals += columns.rowwise().sum();
  }
  s.products.triangularView<Eigen::StrictlyUpper>() = s.products.transpose();
  return s;
}

}  // namespace

Eigen::MatrixXd covariance(const PointTable& images) {
  const auto n = static_cast<double>(images.rows());
  if (images.rows() < 2 || n * n * 255 * 255 > kLargestWhole)
    throw std::invalid_argument(fmt::format(
        "covariance: {} images; expected 2 to 370,000, whose sums are exact in double", images.rows()));
  Sums s = sums(images);
  s.products = n * s.products - s.totals * s.totals.transpose();
  return s.products * (kPixel * kPixel / (n * (n - 1)));
}

sde::Spectrum spectrum_of(const Eigen::MatrixXd& covariance) {
  const Eigen::VectorXd values = sde::symmetric_eigenvalues(covariance);
  const double noise = static_cast<double>(values.size()) * std::numeric_limits<double>::epsilon() *
                       values.cwiseAbs().maxCoeff();
  std::vector<double> eigenvalues;
  for (const double v : values) eigenvalues.push_back(v <= noise ? 0 : v);
  return sde::Spectrum(eigenvalues);
}

}  // namespace pont::data
