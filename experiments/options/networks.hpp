// The networks of state and time, as sections of the configuration.
#pragma once
#include "experiments/options/network_options.hpp"

namespace pont::options {

/// concat_mlp, fourier_mlp and residual_mlp for points, unet and dit for images.
const config::Registry<NetworkOptions>& networks();

}  // namespace pont::options
