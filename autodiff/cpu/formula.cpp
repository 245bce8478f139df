// Elementwise formulas on the CPU: the choice among the compiled tables.
#include "autodiff/cpu/formula.hpp"

namespace pont::ad {

extern const FormulaTable<float> avx2_float_formulas, avx512_float_formulas;
extern const FormulaTable<double> avx2_double_formulas, avx512_double_formulas;

namespace {

template <class T>
struct Compiled;
template <>
struct Compiled<float> {
  static constexpr std::array all{&avx512_float_formulas, &avx2_float_formulas};  // widest first
};
template <>
struct Compiled<double> {
  static constexpr std::array all{&avx512_double_formulas, &avx2_double_formulas};
};

}  // namespace

bool has_wide_vectors() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vl");
}

template <class T>
std::span<const FormulaTable<T>* const> formula_tables() {
  return std::span<const FormulaTable<T>* const>(Compiled<T>::all).subspan(has_wide_vectors() ? 0 : 1);
}

template <class T>
Loop<T> formula_loop(ScalarOp op, unsigned scalars) {
  static const FormulaTable<T>& widest = *formula_tables<T>().front();
  return widest[static_cast<std::size_t>(op)][scalars];
}

template std::span<const FormulaTable<float>* const> formula_tables<float>();
template std::span<const FormulaTable<double>* const> formula_tables<double>();
template Loop<float> formula_loop<float>(ScalarOp, unsigned);
template Loop<double> formula_loop<double>(ScalarOp, unsigned);

}  // namespace pont::ad
