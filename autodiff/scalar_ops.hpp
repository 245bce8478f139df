// The table of elementwise primitives: name, scalar formula, derivative rules. Every backend compiles the formulas.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>

#include "autodiff/math.hpp"

// Formulas are in x (or a, b, c); derivatives in public operations of x, of the output y and of its cotangent g. Rules
// prefer y to x (1 - y^2 instead of 1/cosh^2 x): cheaper, and finite at any order. They keep the factor that does not
// depend on g in parentheses, so that the compiler can compute it in the forward pass. `none`: no cotangent flows. A fourth
// column is the composition of a custom primitive (see Primitive).
// clang-format off
#define PONT_UNARY(X)                                                                     \
  X(neg,      -x,                    -g)                                                  \
  X(abs,      std::fabs(x),          g * unless_nan(y, sign(x)))                          \
  X(sign,     x != x ? x : T(x > 0) - T(x < 0), none)                                     \
  X(floor,    std::floor(x),         none)                                                \
  X(exp,      math::exp(x),          g * y)                                               \
  X(expm1,    math::expm1(x),        g * (y + 1))                                         \
  X(log,      math::log(x),          g / (x + 0)) /* + 0: from above at -0 too */          \
  X(log1p,    math::log1p(x),        g / (x + 1))                                         \
  X(sqrt,     math::sqrt(x),         g * (0.5 / (y + 0)))                                 \
  X(rsqrt,    math::rsqrt(x),        g * (-0.5 * (y * y * y)))                            \
  X(sin,      math::sin(x),          g * cos(x))                                          \
  X(cos,      math::cos(x),          -(g * sin(x)))                                       \
  X(tanh,     math::tanh(x),         g * (1 - y * y))                                     \
  X(sigmoid,  math::sigmoid(x),      g * (y * (1 - y)))                                   \
  X(silu,     x * math::sigmoid(x),  g * (sigmoid(x) + y * (1 - sigmoid(x))), x * sigmoid(x)) \
  X(softplus, math::softplus(x),     g * sigmoid(x))                                      \
  X(erf,      math::erf(x),          g * (1.1283791670955126 * exp(-square(clamp(x, 30))))) /* 2/sqrt(pi) */

#define PONT_BINARY(X)                                                                                              \
  X(add,        a + b,                        g,                                    g)                              \
  X(sub,        a - b,                        g,                                    -g)                             \
  X(mul,        a * b,                        g * b,                                g * a)                          \
  X(div,        a / b,                        g / b,                                -(g * (y / b)))                 \
  X(pow,        math::pow(a, b),              g * (b * pow(a, where(equal(b, 0), 1, b) - 1)), g * (y * log(where(equal(y, 0) + equal(a, 0) * less_equal(0, b), 1, a)))) \
  X(minimum,    (a < b || a != a) ? a : b,    g * unless_nan(y, less(a, b) + 0.5 * equal(a, b)), g * unless_nan(y, less(b, a) + 0.5 * equal(a, b))) \
  X(maximum,    (a > b || a != a) ? a : b,    g * unless_nan(y, less(b, a) + 0.5 * equal(a, b)), g * unless_nan(y, less(a, b) + 0.5 * equal(a, b))) \
  X(less,       T(a < b),                     none,                                 none)                           \
  X(less_equal, T(a <= b),                    none,                                 none)                           \
  X(equal,      T(a == b),                    none,                                 none)                          

#define PONT_TERNARY(X) X(where, a != 0 ? b : c, none, where(a, g, 0), where(a, 0, g))
// clang-format on

namespace pont::ad {

#define PONT_ENUMERATOR(name, ...) name,
enum class ScalarOp : std::uint8_t {
  PONT_UNARY(PONT_ENUMERATOR) PONT_BINARY(PONT_ENUMERATOR) PONT_TERNARY(PONT_ENUMERATOR) none
};
#undef PONT_ENUMERATOR

#define PONT_COUNT(...) +1
inline constexpr int unary_count = 0 PONT_UNARY(PONT_COUNT);
inline constexpr int binary_count = 0 PONT_BINARY(PONT_COUNT);
inline constexpr int scalar_op_count = unary_count + binary_count + 0 PONT_TERNARY(PONT_COUNT);
#undef PONT_COUNT

/// Number of inputs of a formula.
constexpr int arity(ScalarOp op) {
  const int i = static_cast<int>(op);
  return i < unary_count ? 1 : i < unary_count + binary_count ? 2 : 3;
}

/// One elementwise formula of a chain: registers in, register out. A register is a tile of the values listed
/// in Chain.
struct MicroOp {
  ScalarOp op;
  std::array<std::uint16_t, 3> in;
  std::uint16_t out;
};

}  // namespace pont::ad
