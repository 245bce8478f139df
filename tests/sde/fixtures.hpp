// Shared by the tests of sde/: error messages, closed forms, the diamond, and noise that a test controls.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <string>

#include "sde/mixture.hpp"
#include "sde/models.hpp"
#include "sde/noise.hpp"

namespace pont::sde::test {

// The message of the exception that f throws, or a note that it threw none.
inline std::string message_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const std::exception& e) {
    return e.what();
  }
  return "(nothing was thrown)";
}

inline void expect_says(const std::function<void()>& f, const std::string& part) {
  EXPECT_NE(message_of(f).find(part), std::string::npos) << message_of(f);
}

inline Mat matrix(std::initializer_list<std::initializer_list<double>> rows) {
  const auto k = static_cast<Eigen::Index>(rows.size());
  Mat M(k, k);
  Eigen::Index i = 0;
  for (const auto& row : rows) {
    Eigen::Index j = 0;
    for (double x : row) M(i, j++) = x;
    ++i;
  }
  return M;
}

// Largest difference, entry by entry, relative to sqrt(|b_ii b_jj|): for covariances.
inline double covariance_error(const Mat& a, const Mat& b) {
  double worst = 0;
  for (Eigen::Index i = 0; i < b.rows(); ++i)
    for (Eigen::Index j = 0; j < b.rows(); ++j)
      worst = std::max(worst, std::abs(a(i, j) - b(i, j)) / std::sqrt(std::abs(b(i, i) * b(j, j))));
  return worst;
}

inline double largest(const Eigen::Ref<const Eigen::MatrixXd>& M) { return M.cwiseAbs().maxCoeff(); }

// The diamond: a 3 x 3 grid of Gaussians at +-.5, 0, rotated by 45 degrees, sigma .04.
inline Mixture diamond() {
  Mixture data{Eigen::ArrayXd::Ones(9), Eigen::ArrayXXd(9, 2), Eigen::ArrayXXd::Constant(9, 1, 0.0016)};
  const double c = 0.5 * std::numbers::sqrt2;
  for (int i = 0; i < 9; ++i) {
    const double x = 0.5 * (i % 3 - 1), y = 0.5 * (i / 3 - 1);
    data.means.row(i) << c * (x - y), c * (x + y);
  }
  return checked(std::move(data));
}

inline Batch normals(ad::Key key, Eigen::Index rows, Eigen::Index columns) {
  Batch z(rows, columns);
  KeyedNoise(key, 0).fill(0, 0, z);
  return z;
}

// Row r is a sample of component r mod n, with normals from the key.
inline Batch draw(const Mixture& data, ad::Key key, Eigen::Index rows) {
  Batch x = normals(key, rows, data.means.cols());
  for (Eigen::Index r = 0; r < rows; ++r) {
    const auto i = r % data.means.rows();
    for (Eigen::Index j = 0; j < x.cols(); ++j)
      x(r, j) = data.means(i, j) + std::sqrt(data.variances(i, data.variances.cols() == 1 ? 0 : j)) * x(r, j);
  }
  return x;
}

}  // namespace pont::sde::test
