// What a run's bits depend on besides its configuration, and what else is worth knowing of where it ran.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "experiments/store/hdf5.hpp"

namespace pont::store {

/// Keys and values, in a fixed order.
using Facts = std::vector<std::pair<std::string, std::string>>;

/// What only the build knows; CMake passes it as definitions.
struct BuildInfo final {
  std::string git_commit;
  std::string git_diff_sha256;  // of the uncommitted changes; empty when there are none
  std::string yaml_cpp_version;
};

struct Fingerprint final {
  /// Decide the bits: the device and its library, the program (commit, SHA-256 of the executable, compiler),
  /// the C library and a hash of what its functions return here (glibc chooses variants by CPU), FMA and
  /// AVX2.
  Facts bits;
  /// Describe the execution only: host, CPU model, versions of HDF5 and yaml-cpp, and AVX-512, whose kernels
  /// give the same bits as those of AVX2.
  Facts execution;
};

/// `device`: what Backend::description() says. Throws IoError if /proc cannot be read.
Fingerprint collect_fingerprint(const BuildInfo& build, const std::string& device);

/// One line per key that differs: "libc: 'glibc 2.36' then, 'glibc 2.37' now". Empty if the bits may be
/// expected equal.
std::vector<std::string> differences(const Facts& then, const Facts& now);

/// Each fact is a text data set in `group`.
void write_facts(H5Writer& file, const std::string& group, const Facts& facts);
/// Sorted by key.
Facts read_facts(const H5Reader& file, const std::string& group);

}  // namespace pont::store
