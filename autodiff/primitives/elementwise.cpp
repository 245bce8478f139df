// Elementwise rows, made from the table of scalar formulas; and the operations that record them.
#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "autodiff/ops.hpp"
#include "autodiff/primitive.hpp"

namespace pont::ad {
namespace {

TensorType elementwise(std::span<const Var> in, const Attr&) {
  Shape shape = in[0].shape();
  for (const Var& v : in) {
    bool ok = true;
    const Shape both = broadcast(shape, v.shape(), ok);
    if (!ok)
      throw std::invalid_argument(
          fmt::format("shapes {} and {} do not broadcast", str(shape), str(v.shape())));
    if (v.dtype() != in[0].dtype())
      throw std::invalid_argument(
          fmt::format("types {} and {} differ; use cast", name_of(in[0].dtype()), name_of(v.dtype())));
    shape = both;
  }
  if (!is_real(in[0].dtype()))
    throw std::invalid_argument(
        fmt::format("operands are {}; cast them to a real type first", name_of(in[0].dtype())));
  return {shape, in[0].dtype()};
}

struct NoCotangent {
  operator Var() const { return {}; }  // NOLINT
};
constexpr NoCotangent none;

// v, but NaN where y is: what is piecewise constant would hide that from the gradient.
Var unless_nan(Var y, Var v) { return where(equal(y, y), v, y); }
// x between -bound and bound: further out a formula has its limit, and no infinity meets a zero in its derivatives.
Var clamp(Var x, double bound) { return minimum(maximum(x, -bound), bound); }

#define PONT_ROW_UNARY(name_, formula, derivative, ...)                                                    \
  Primitive{.name = #name_,                                                                                \
            .infer = elementwise,                                                                          \
            .vjp = [](const Rule& r, int) -> Var {                                                         \
              [[maybe_unused]] const Var x = r.in[0], y = r.out, g = r.g;                                  \
              return derivative;                                                                           \
            },                                                                                             \
            .scalar = ScalarOp::name_,                                                                     \
            .composition = PONT_COMPOSITION(__VA_ARGS__)},
// The fourth column as a function, or null where there is none.
#define PONT_COMPOSITION(...)                                      \
  PONT_FIRST(__VA_OPT__([](std::span<const Var> in, const Attr&) { \
    const Var x = in[0];                                           \
    return __VA_ARGS__;                                            \
  }, ) nullptr)
#define PONT_FIRST(first, ...) first
#define PONT_ROW_BINARY(name, formula, da, db)                                         \
  Primitive{#name, elementwise,                                                        \
            [](const Rule& r, int i) -> Var {                                          \
              [[maybe_unused]] const Var a = r.in[0], b = r.in[1], y = r.out, g = r.g; \
              if (i == 0) return da;                                                   \
              return db;                                                               \
            },                                                                         \
            nullptr, ScalarOp::name},
#define PONT_ROW_TERNARY(name, formula, da, db, dc)                                                 \
  Primitive{#name, elementwise,                                                                     \
            [](const Rule& r, int i) -> Var {                                                       \
              [[maybe_unused]] const Var a = r.in[0], b = r.in[1], c = r.in[2], y = r.out, g = r.g; \
              if (i == 0) return da;                                                                \
              if (i == 1) return db;                                                                \
              return dc;                                                                            \
            },                                                                                      \
            nullptr, ScalarOp::name},

const std::array<Primitive, scalar_op_count> rows{PONT_UNARY(PONT_ROW_UNARY) PONT_BINARY(PONT_ROW_BINARY)
                                                      PONT_TERNARY(PONT_ROW_TERNARY)};

}  // namespace

std::span<const Primitive> elementwise_primitives() { return rows; }
const Primitive& elementwise_primitive(ScalarOp op) { return rows[static_cast<std::size_t>(op)]; }

#define PONT_FUNCTION_UNARY(name, ...) \
  Var name(Operand x) { return record(elementwise_primitive(ScalarOp::name), {x}); }
#define PONT_FUNCTION_BINARY(name, ...) \
  Var name(Operand a, Operand b) { return record(elementwise_primitive(ScalarOp::name), {a, b}); }
#define PONT_FUNCTION_TERNARY(name, ...)                             \
  Var name(Operand a, Operand b, Operand c) {                        \
    return record(elementwise_primitive(ScalarOp::name), {a, b, c}); \
  }
PONT_UNARY(PONT_FUNCTION_UNARY)
PONT_BINARY(PONT_FUNCTION_BINARY)
PONT_TERNARY(PONT_FUNCTION_TERNARY)

}  // namespace pont::ad
