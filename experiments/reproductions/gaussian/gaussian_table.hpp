// The table of the Gaussian study for any spectrum: W2 errors of four samplers, exactly, and what a sample
// shows of them.
#pragma once
#include <string>
#include <vector>

#include "experiments/metrics/repetition.hpp"
#include "experiments/reproduce/agreement.hpp"
#include "sde/gaussian_study.hpp"
#include "sde/spectrum.hpp"

namespace pont::reproductions::gaussian {

/// What the study fixes (Pierret & Galerne 2024): beta(t) = 0.05 + 9.95 t on [0, 1], which is the
/// schedule 0.1 ... 20 of Song et al. 2021 in the normalisation dx = -beta x dt + sqrt(2 beta) dw.
struct GaussianStudy {
  sde::GaussianDiffusion diffusion{sde::affine_clock(0.05, 10)};
  std::vector<int> nodes{50, 250, 500, 1000};    ///< times of a grid: N nodes are N - 1 steps
  std::vector<double> eps{0, 1e-5, 1e-3, 1e-2};  ///< where the grid ends
};

/// A law that sampling starts from at T: its name in the columns, its variance for an eigenvalue, and the
/// variance at time t that a scheme without discretisation would reach from it.
struct StudyStart {
  std::string name;
  double (*variance)(const sde::GaussianDiffusion&, double lambda);
  double (*limit)(const sde::GaussianDiffusion&, const sde::StudyScheme&, double lambda, double t);
};
/// "p_T", the exact law of x_T, and "N_0", the standard normal law.
const std::vector<StudyStart>& study_starts();

/// Every cell, W2 to the law of the data (not to that of x_eps). Rows "SCHEME EPS"; columns "continuous
/// START", without discretisation, and "N START".
std::vector<reproduce::Measured> gaussian_table(const GaussianStudy& study, const sde::Spectrum& spectrum);

/// As printed by the paper: two decimals from 0.01 on, below it one decimal and a power of ten, "0" for zero.
std::string study_digits(double error);

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
