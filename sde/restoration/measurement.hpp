// Linear measurements of Gaussian data with noise, and what is known of the data then.
#pragma once
#include <string>

#include "sde/gaussian.hpp"

namespace pont::sde {

/// y = A x + sigma z, z ~ N(0, I). A [m, d], sigma > 0 in units of y.
struct Measurement final {
  Eigen::MatrixXd A;
  double sigma = 0;
};

/// Throws std::invalid_argument, telling what was expected, unless A is finite with m >= 1 rows and d
/// columns, and sigma positive and finite.
void check_measurement(const Measurement&, Eigen::Index d);

/// A of images of size x size pixels, row by row. Each throws std::invalid_argument where the sizes do not
/// fit. The pixels where `keep` is not 0 [size^2], in their order; at least one.
Eigen::MatrixXd kept_pixels(const Eigen::VectorXd& keep);
/// Means of blocks of factor x factor pixels, which divides size.
Eigen::MatrixXd block_means(int size, int factor);
/// Means of all pixels with the weight exp(-r^2 / 2 deviation^2), r the distance on the torus in pixels.
Eigen::MatrixXd circular_blur(int size, double deviation);

/// A law of x given y whose mean is affine: N(gain y + offset, covariance). gain [d, m], offset [d].
struct Restored final {
  Eigen::MatrixXd gain;
  Eigen::VectorXd offset;
  Eigen::MatrixXd covariance;
};

/// Law of x given y for data x ~ `law`: gain S A^T (A S A^T + sigma^2 I)^-1. Throws as check_measurement().
Restored posterior(const Gaussian& law, const Measurement&);
/// Law of y. Throws as check_measurement().
Gaussian measured(const Gaussian& law, const Measurement&);

/// Root mean square over y ~ `of_y` of the W2 between two laws of x given y, and the parts of means and of
/// covariances: total^2 = mean^2 + covariance^2.
struct RestoredDistance final {
  double total = 0, mean = 0, covariance = 0;
};
RestoredDistance wasserstein2(const Restored&, const Restored&, const Gaussian& of_y);

}  // namespace pont::sde
