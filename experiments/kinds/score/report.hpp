// The report of a score experiment, from run.h5 alone.
#pragma once
#include <string>

#include "experiments/store/hdf5.hpp"

namespace pont::kinds::score {

/// report.md: every learned number beside its floor, seconds, evaluations, fingerprint, figures.
std::string score_report(const store::H5Reader& run);
/// The same table for the terminal.
std::string score_table(const store::H5Reader& run);

}  // namespace pont::kinds::score
