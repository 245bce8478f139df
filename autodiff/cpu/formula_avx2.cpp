// The formulas for the 256-bit vectors of AVX2.
#include "autodiff/cpu/formula_loops.hpp"

namespace pont::ad {

extern const FormulaTable<float> avx2_float_formulas =
    make_table<float>(std::make_index_sequence<scalar_op_count>());
extern const FormulaTable<double> avx2_double_formulas =
    make_table<double>(std::make_index_sequence<scalar_op_count>());

}  // namespace pont::ad
