// A stationary Gaussian texture on a small torus.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// texture: images of size x size pixels, row by row, d = size^2: white noise convolved periodically with a
/// spot, the asymptotic discrete spot noise of Galerne, Gousseau & Morel 2011 ("Random phase textures", IEEE
/// Trans. Image Processing). The spot is h(r) = c exp(-|(a.r / lengths[0], b.r / lengths[1])|) for the offset
/// r on the torus, nearest to 0, with a at `angle` from the horizontal and b across it; c makes the standard
/// deviation of every pixel `std`. The covariance is circulant, and the law is exact: a Gaussian along the
/// eigenvectors of its covariance.
class TextureOptions final : public DataOptions {
 public:
  void declare(config::Visitor& v) override;
  std::unique_ptr<DataSet> build() const override;
  /// H [d, d] with x = H z, z white: entry (p, q) is h(p - q).
  Eigen::MatrixXd convolution() const;

 private:
  std::int64_t size_ = 8;
  std::vector<double> lengths_{2.5, 0.8};
  double angle_ = 30, std_ = 0.5;
};

}  // namespace pont::data
