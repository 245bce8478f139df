// Covariances of data sets too large for memory in double, and their spectra.
#pragma once
#include <Eigen/Dense>

#include "experiments/data/point_table.hpp"
#include "sde/spectrum.hpp"

namespace pont::data {

/// Unbiased covariance [d, d] of images of bytes with pixels scaled from 0 ... 255 to [-1, 1]. All sums are
/// of whole numbers below 2^53, hence exact in any order: only the last scaling rounds. Throws
/// std::invalid_argument with fewer than 2 images, or more than 2^53 / (255 * 255) / count of them (370,000).
Eigen::MatrixXd covariance(const PointTable& images);

/// Eigenvalues of a covariance [d, d], in double (Eigen's self-adjoint solver). Those below d * 2^-52 times
/// the largest are rounding errors of the solver and counted as zero.
sde::Spectrum spectrum_of(const Eigen::MatrixXd& covariance);

}  // namespace pont::data
