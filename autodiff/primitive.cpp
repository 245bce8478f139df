// Recording with numbers among the operands, and the table of all primitives, gathered from the groups.
#include "autodiff/primitive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pont::ad {

Var record(const Primitive& op, std::initializer_list<Operand> in, Attr attr) {
  const auto var = std::find_if(in.begin(), in.end(), [](const Operand& x) { return bool(x.var); });
  if (var == in.end())
    throw std::invalid_argument(
        fmt::format("{}: no operand is on a tape (at {}:{}); make one with Tape::constant", op.name,
                    in.begin()->where.file_name(), in.begin()->where.line()));
  // A number takes the type of the last Var: in where(mask, a, 0) that is the type of a.
  Dtype dtype = var->var.dtype();
  for (const Operand& x : in)
    if (x.var) dtype = x.var.dtype();
  std::array<Var, 3> vars;
  std::size_t n = 0;
  for (const Operand& x : in) vars[n++] = x.var ? x.var : var->var.tape->scalar(x.number, dtype);
  return var->var.tape->record(op, std::span(vars.data(), n), std::move(attr), in.begin()->where);
}

std::span<const Primitive* const> primitives() {
  static const std::vector<const Primitive*> all = [] {
    std::vector<const Primitive*> rows;
    for (auto group : {elementwise_primitives(), reduction_primitives(), linalg_primitives(),
                       movement_primitives(), indexing_primitives(), normalisation_primitives(),
                        convolution_primitives(), group_norm_primitives(), softmax_primitives(), source_primitives()})
      for (const Primitive& p : group) rows.push_back(&p);
    return rows;
  }();
  return all;
}

}  // namespace pont::ad
