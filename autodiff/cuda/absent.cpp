// CUDA where Pont was built without the CUDA Toolkit.
#include "autodiff/cuda/cuda.hpp"

namespace pont::ad {

std::unique_ptr<Backend> open_cuda(Precision) {
  throw NoDevice(
      "cuda: this program was built without the CUDA Toolkit; use device=cpu, or install nvcc and build with "
      "-D PONT_CUDA=ON");
}

}  // namespace pont::ad
