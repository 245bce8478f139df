// Spectra of data sets: the covariances and sources that they are computed from, and the files that hold
// them.
#pragma once
#include <Eigen/Dense>
#include <string>
#include <vector>

#include "experiments/data/point_table.hpp"
#include "sde/spectrum.hpp"

namespace pont::data {

/// The spectrum in an .npy, .csv, .h5 or .hdf5 file (see read_points): [n] or [n, 1] eigenvalues, or [n, 2]
/// with their multiplicities. Throws IoError or DataError, naming file and entry.
sde::Spectrum read_spectrum(const std::string& path);

/// CSV that reads back to the same bits, after the lines of `comment`, each marked with #.
std::string spectrum_csv(const sde::Spectrum& spectrum, const std::string& comment);

/// "d = 3072, trace 761.62, largest 221.5, smallest 6.3e-06".
std::string describe(const sde::Spectrum& spectrum);

/// A kind of data set: `read` takes the path of a file or directory, or the empty path for its usual place.
struct SpectrumSource {
  std::string name, summary;
  sde::Spectrum (*read)(const std::string& path);
};

/// fashion-mnist, mnist, cifar-10, idx, points, eigenvalues.
const std::vector<SpectrumSource>& spectrum_sources();

/// The spectrum of `source` at `path`; with an empty path `source` may also be a file of points. Known files
/// are accepted only with the SHA-256 of their uncompressed bytes. Throws ConfigError for an unknown source,
/// IoError, DataError.
sde::Spectrum spectrum_of_source(const std::string& source, const std::string& path);

/// Unbiased covariance [d, d] of images of bytes with pixels scaled from 0 ... 255 to [-1, 1]. All sums are
/// of whole numbers below 2^53, hence exact in any order: only the last scaling rounds. Throws
/// std::invalid_argument with fewer than 2 images, or more than 2^53 / (255 * 255) / count of them (370,000).
Eigen::MatrixXd covariance(const PointTable& images);

/// Eigenvalues of a covariance [d, d], in double (Eigen's self-adjoint solver). Those below d * 2^-52 times
/// the largest are rounding errors of the solver and counted as zero.
sde::Spectrum spectrum_of(const Eigen::MatrixXd& covariance);

}  // namespace pont::data
