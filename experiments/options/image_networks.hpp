// Networks of images, as sections of the configuration: U-Nets and diffusion transformers.
#pragma once
#include "experiments/options/network_options.hpp"

namespace pont::options {

/// Their rows in networks().
config::Row<NetworkOptions> unet_row();
config::Row<NetworkOptions> dit_row();

}  // namespace pont::options
