// Mean and covariance of a data set.
#pragma once
#include "experiments/data/data_set.hpp"

namespace pont::data {

/// Of the law itself where it is known, else of 4096 points of a stream of their own: the same at every call.
/// Beyond `most_correlated` dimensions covariances of sampled points are left out, and only variances stay.
sde::Gaussian data_moments(const DataSet& data);
inline constexpr int most_correlated = 256;

/// Whether every component of the law has a density: false for a point mass, or a line.
bool has_density(const sde::Mixture& law);

}  // namespace pont::data
