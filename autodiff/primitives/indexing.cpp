// Rows by index: gather and its transpose.
#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

void need_index(const Var& index) {
  if (index.dtype() != Dtype::i64)
    throw std::invalid_argument(
        fmt::format("the index is {}; int64 is needed, use cast", name_of(index.dtype())));
}
Shape append(Shape s, const Shape& tail, int from) {
  for (int a = from; a < tail.rank(); ++a) s = s.inserting(s.rank(), tail[a]);
  return s;
}

TensorType gathered(std::span<const Var> in, const Attr&) {
  need_index(in[1]);
  if (in[0].shape().rank() == 0) throw std::invalid_argument("a scalar has no rows");
  return {append(in[1].shape(), in[0].shape(), 1), in[0].dtype()};
}

// Attribute of scatter_add: the rows of the result.
struct Rows {
  i64 count;
  bool operator==(const Rows&) const = default;
};
TensorType scattered(std::span<const Var> in, const Attr& attr) {
  need_index(in[1]);
  const Shape &g = in[0].shape(), &index = in[1].shape();
  if (g.rank() < index.rank() || Shape(g.lengths().first(static_cast<std::size_t>(index.rank()))) != index)
    throw std::invalid_argument(
        fmt::format("values {} do not start with the shape {} of the index", str(g), str(index)));
  if (!is_real(in[0].dtype()))
    throw std::invalid_argument(
        fmt::format("the values are {}; cast them to a real type first", name_of(in[0].dtype())));
  return {append({attr.as<Rows>().count}, g, index.rank()), in[0].dtype()};
}

void lower_gather(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Shape& x = low.shape(n.in[0]);
  low.emit(Gather{n.dtype, low.shape(n.in[1]).size(), x[0], x.product(1, x.rank())}, 1,
           {id, n.in[0], n.in[1]}, n.origin);
}
void lower_scatter(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  low.emit(ScatterAdd{n.dtype, low.shape(n.in[1]).size(), n.shape[0], n.shape.product(1, n.shape.rank())}, 1,
           {id, n.in[0], n.in[1]}, n.origin);
}

constexpr Primitive rows[] = {
    {"gather", gathered,
     [](const Rule& r, int i) { return i == 0 ? scatter_add(r.g, r.in[1], r.in[0].shape()[0]) : Var{}; },
     lower_gather},
    {"scatter_add", scattered, [](const Rule& r, int i) { return i == 0 ? gather(r.g, r.in[1]) : Var{}; },
     lower_scatter},
};

}  // namespace

std::span<const Primitive> indexing_primitives() { return rows; }

Var gather(Operand x, Operand index) { return record(rows[0], {x, index}); }
Var scatter_add(Operand g, Operand index, i64 n) { return record(rows[1], {g, index}, Rows{.count = n}); }

}  // namespace pont::ad
