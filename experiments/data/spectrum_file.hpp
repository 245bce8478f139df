// Spectra as files: one column of eigenvalues, or a second one of multiplicities.
#pragma once
#include <string>

#include "sde/spectrum.hpp"

namespace pont::data {

/// The spectrum in an .npy, .csv, .h5 or .hdf5 file (see read_points): [n] or [n, 1] eigenvalues, or [n, 2]
/// with their multiplicities. Throws IoError or DataError, naming file and entry.
sde::Spectrum read_spectrum(const std::string& path);

/// CSV that reads back to the same bits, after the lines of `comment`, each marked with #.
std::string spectrum_csv(const sde::Spectrum& spectrum, const std::string& comment);

/// "d = 3072, trace 761.62, largest 221.5, smallest 6.3e-06".
std::string describe(const sde::Spectrum& spectrum);

}  // namespace pont::data
