// The formulas for the 512-bit vectors of AVX-512; compiled for x86-64-v4, like product/tile_avx512.cpp.
#include "autodiff/cpu/formula_loops.hpp"

namespace pont::ad {

extern const FormulaTable<float> avx512_float_formulas =
    make_table<float>(std::make_index_sequence<scalar_op_count>());
extern const FormulaTable<double> avx512_double_formulas =
    make_table<double>(std::make_index_sequence<scalar_op_count>());

}  // namespace pont::ad
