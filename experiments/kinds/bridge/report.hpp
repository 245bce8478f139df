// The report of a bridge, from run.h5 alone.
#pragma once
#include <string>

#include "experiments/store/hdf5.hpp"

namespace pont::kinds::bridge {

/// report.md: every iterate beside floors and ground truth, seconds, fingerprint, figures.
std::string bridge_report(const store::H5Reader& run);
/// The iterates for the terminal.
std::string bridge_table(const store::H5Reader& run);

}  // namespace pont::kinds::bridge
