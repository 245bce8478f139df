// The one list of reproductions.
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/study/gaussian_reproduction.hpp"

namespace pont::experiments {

const Registry<Reproduction>& reproductions() {
  static const Registry<Reproduction> rows{{
      row<Reproduction, GaussianReproduction>(
          "gaussian-study", "exact Wasserstein errors of diffusion samplers on Gaussian data: 160 numbers"),
  }};
  return rows;
}

}  // namespace pont::experiments
