// Learned scores on a Gaussian texture: how far the samples of a run are from the exact law.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/metrics/points.hpp"
#include "sde/mixture.hpp"
#include "sde/spectrum.hpp"

namespace pont::experiments {

/// The samples of one sampler.
struct TextureSamples {
  Points points;              ///< [n, d]
  double error = 0;           ///< W2 of a Gaussian with their moments to the exact law
  double evaluations = 0;     ///< of the score per sample
  Eigen::VectorXd variances;  ///< [d], along the axes of the exact law
};

/// What one seed gave.
struct TextureRun {
  std::string seed;
  TextureSamples euler_maruyama, heun;
  double floor = 0;   ///< error of as many points of the exact law
  double excess = 0;  ///< relative: loss over the loss of the exact score, less 1
};

/// The texture of the study, and its law: one Gaussian.
sde::Mixture texture_law();
/// Eigenvalues of its covariance.
sde::Spectrum texture_spectrum();

/// Samples as measured against the exact law.
TextureSamples measured(Points points, double evaluations, const sde::Mixture& law);

/// Reads run.h5 of a finished run of configs/study/texture.yaml. Throws what H5Reader throws.
TextureRun read_texture_run(const std::filesystem::path& directory, const std::string& seed);

}  // namespace pont::experiments
