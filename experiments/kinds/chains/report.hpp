// The report of a target experiment, from run.h5 alone.
#pragma once
#include <string>

#include "experiments/store/hdf5.hpp"

namespace pont::kinds::chains {

/// report.md: distances and averages beside the truth, acceptance and swap rates, cost, figures, fingerprint.
std::string target_report(const store::H5Reader& run);
/// The same tables for the terminal.
std::string target_table(const store::H5Reader& run);

}  // namespace pont::kinds::chains
