// What the build knows of itself.
#pragma once
#include "experiments/store/fingerprint.hpp"

namespace pont::cli {

/// Commit and uncommitted changes of the checkout this program was built from; "unknown" without git.
store::BuildInfo build_info();

}  // namespace pont::cli
