// Running again what a run directory holds, from the directory alone, and comparing.
#pragma once
#include <filesystem>

#include "experiments/run/launch.hpp"
#include "experiments/store/tiers.hpp"

namespace pont::run {

/// The configuration stored in run.h5 is run again in DIRECTORY.verify, which a killed verification goes on
/// with and which is removed at the end; the result is compared with run.h5. Throws DataError if run.h5 is
/// not sound, and Stopped after a signal.
/// `overrides`: threads and device, as in a resume; another device agrees within the tolerance at best.
std::vector<store::DataSetAgreement> verify(const Launch&, const std::filesystem::path& directory,
                                            const std::vector<std::string>& overrides = {});

/// The same in less time. Its first entry is the metrics of the first `steps` steps, computed anew; the
/// others are what comes out when the run is continued from its last checkpoint but one.
std::vector<store::DataSetAgreement> verify_quickly(const Launch&, const std::filesystem::path& directory,
                                                    std::int64_t steps,
                                                    const std::vector<std::string>& overrides = {});

}  // namespace pont::run
