// Data sets whose spectrum can be computed: the words behind `pont spectrum`.
#pragma once
#include <string>
#include <vector>

#include "sde/spectrum.hpp"

namespace pont::data {

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

}  // namespace pont::data
