// Tiles of 8 x 32 floats or 8 x 16 doubles in the registers of AVX-512; this file alone is compiled for
// x86-64-v4.
#include "autodiff/cpu/product/tile.hpp"

namespace pont::ad::product {

extern const Kernel<float> avx512_float = make_kernel<float>();
extern const Kernel<double> avx512_double = make_kernel<double>();

}  // namespace pont::ad::product
