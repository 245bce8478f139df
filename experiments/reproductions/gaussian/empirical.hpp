// What a sample shows of a sampler's error: the empirical W2 beside the exact one.
#pragma once
#include <string>
#include <vector>

#include "experiments/metrics/repetition.hpp"
#include "experiments/reproductions/gaussian/gaussian_table.hpp"

namespace pont::reproductions::gaussian {

/// How the empirical errors are measured.
struct EmpiricalSettings {
  int dimension = 48;    ///< quantiles of the spectrum
  int points = 1000;     ///< of a sample
  int repetitions = 10;  ///< samples
  double eps = 1e-3;     ///< where the grid ends
  std::vector<int> nodes{50, 250};
};

/// One law: "data" itself, or that of a sampler started from N(0, I).
struct EmpiricalError {
  std::string law;
  double exact = 0;             ///< W2 of the law to the data
  metrics::Estimate empirical;  ///< W2 of a Gaussian with the sample's moments to the data
};

/// `d` eigenvalues of multiplicity 1: the values at the middles of d equal parts of the spectrum's dimension.
sde::Spectrum quantiles(const sde::Spectrum& spectrum, int d);

/// The data (the sampling floor: exact 0), then every scheme with each number of nodes. All laws of a
/// repetition are drawn with the same normals, key / repetition.
std::vector<EmpiricalError> empirical_errors(const GaussianStudy& study, const sde::Spectrum& spectrum,
                                             const EmpiricalSettings& settings, const ad::Key& key);

}  // namespace pont::reproductions::gaussian
