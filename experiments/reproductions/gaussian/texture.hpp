// Learned scores on a Gaussian texture: how far the samples of a run are from the exact law, and figures of
// that.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/metrics/points.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "sde/mixture.hpp"
#include "sde/spectrum.hpp"

namespace pont::reproductions::gaussian {

/// The samples of one sampler.
struct TextureSamples {
  metrics::Points points;     ///< [n, d]
  double error = 0;           ///< W2 of a Gaussian with their moments to the exact law
  double evaluations = 0;     ///< of the score per sample
  Eigen::VectorXd variances;  ///< [d], along the axes of the exact law
};

/// What one seed gave.
struct TextureRun {
  std::string seed;
  sde::Mixture law;                           ///< the exact one: a single Gaussian
  TextureSamples data, euler_maruyama, heun;  ///< as many points of each; the error of the data is the floor
  double excess = 0;                          ///< relative: loss over the loss of the exact score, less 1
};

/// Eigenvalues of the covariance of a single Gaussian.
sde::Spectrum spectrum_of(const sde::Mixture& law);

/// W2 to the data of a scheme of the study with the exact score on `nodes` times from 1 to eps, started from
/// N(0, I). Throws std::logic_error for a scheme that the study has not.
double exact_error(const std::string& scheme, const sde::Spectrum&, int nodes, double eps);

/// Samples as measured against the exact law.
TextureSamples measured(metrics::Points points, double evaluations, const sde::Mixture& law);

/// Reads a finished run of configs/study/texture.yaml. Throws what TrainedRun and H5Reader throw.
TextureRun read_texture_run(const std::filesystem::path& directory, const std::string& seed);

/// Patches of the data and of both samplers of the first run; and the variance along each axis against its
/// eigenvalue, with standard errors over the runs (at least two).
std::vector<reproduce::NamedFigure> texture_figures(const std::vector<TextureRun>& runs);

}  // namespace pont::reproductions::gaussian
