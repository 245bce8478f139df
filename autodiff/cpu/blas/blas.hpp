// Matrix products of the CPU by a BLAS library, which is loaded when somebody asks for it.
#pragma once
#include <memory>

#include "autodiff/backend.hpp"

namespace pont::ad {

/// There is no BLAS that can be used; what() says which one was looked for, and what to install.
struct NoBlas final : DeviceError {
  using DeviceError::DeviceError;
};

/// The CPU with products of matrices by CBLAS (OpenBLAS, BLIS or MKL, as CMake was told by BLA_VENDOR), of one thread
/// in each thread that calls it; description() names the library, its version and the processor whose kernels it
/// took. Convolutions are our own products, as on cpu(). A product has the same bits for any number of workers, not
/// for another library, version or processor. Throws NoBlas.
std::unique_ptr<Backend> open_blas();

}  // namespace pont::ad
