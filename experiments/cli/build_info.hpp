// What the build knows of itself.
#pragma once
#include "experiments/store/fingerprint.hpp"

namespace pont::experiments {

/// Commit and uncommitted changes of the checkout this program was built from; "unknown" without git.
BuildInfo build_info();

}  // namespace pont::experiments
