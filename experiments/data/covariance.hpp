// Covariances of data sets too large for memory in double, and their spectra.
#pragma once
#include <Eigen/Dense>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sde/spectrum.hpp"

namespace pont::data {

/// Images as bytes: count x dimension, one image after the other.
struct ByteImages {
  std::size_t dimension = 0;
  std::vector<std::uint8_t> pixels;
  std::size_t count() const { return pixels.size() / dimension; }
};

/// Unbiased covariance [d, d] of the images with pixels scaled from 0 ... 255 to [-1, 1]. All sums are of
/// whole numbers below 2^53, hence exact in any order: only the last scaling rounds. Throws
/// std::invalid_argument with fewer than 2 images, or more than 2^53 / (255 * 255) / count of them (370,000).
Eigen::MatrixXd covariance(const ByteImages& images);

/// Eigenvalues of a covariance [d, d], in double (Eigen's self-adjoint solver). Those below d * 2^-52 times
/// the largest are rounding errors of the solver and counted as zero.
sde::Spectrum spectrum_of(const Eigen::MatrixXd& covariance);

}  // namespace pont::data
