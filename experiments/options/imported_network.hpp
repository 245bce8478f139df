// A network that starts from the weights of a file.
#pragma once
#include "experiments/options/network_options.hpp"

namespace pont::options {

/// Its row in networks().
config::Row<NetworkOptions> imported_row();

}  // namespace pont::options
