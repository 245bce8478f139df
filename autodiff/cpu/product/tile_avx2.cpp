// Tiles of 6 x 16 floats or 6 x 8 doubles in the registers of AVX2.
#include "autodiff/cpu/product/tile.hpp"

namespace pont::ad::product {

extern const Kernel<float> avx2_float = make_kernel<float>();
extern const Kernel<double> avx2_double = make_kernel<double>();

}  // namespace pont::ad::product
