// Which run a configuration is of.
#pragma once
#include <string>

#include "experiments/run/experiment.hpp"

namespace pont::experiments {

/// The resolved configuration as a run records it: without the number of threads, which decides nothing.
std::string recorded_config(RunConfig&);

/// Whether two of them are of one run: equal but for the device, which a resume may change.
bool same_run(const std::string& a, const std::string& b);

}  // namespace pont::experiments
