// The measures of images: by what a pinned classifier reads in them, by their pixels, and by the training
// images.
#pragma once
#include "experiments/run/image_reference.hpp"
#include "experiments/run/measures.hpp"

namespace pont::run {

/// Values of an image up to which covariances of pixels are taken.
inline constexpr int most_pixels = 1'024;

/// Fréchet and kernel distances of features, precision, recall, density and coverage, share of images read
/// with confidence, distance of the histogram of classes; Fréchet distances of pixels and of principal
/// coordinates; share of copies of training images.
std::vector<SampleMeasure> image_measures();

/// 1 for each image [n, d], as training sees them, whose nearest training image is less than half as far as
/// the second nearest, else 0: no held-out image of MNIST in 500 is such a copy. Of a set of bytes.
Eigen::VectorXd copied(const data::DataSet&, const metrics::Points& images);

/// The share of each class among what is read in samples: [classes].
Eigen::VectorXd class_shares(const Readings&);

}  // namespace pont::run
