// Batched matrix products, closed under transposition.
#include <fmt/format.h>

#include <stdexcept>

#include "autodiff/lowering.hpp"
#include "autodiff/ops.hpp"

namespace pont::ad {
namespace {

// Attribute of matmul: which factors are transposed in their last two axes.
struct Transposed {
  bool a, b;
  bool operator==(const Transposed&) const = default;
};

struct Dims {
  i64 M, N, Ka, Kb;
};
Dims dims(const Shape& a, const Shape& b, Transposed t) {
  const int ra = a.rank(), rb = b.rank();
  return {a[ra - (t.a ? 1 : 2)], b[rb - (t.b ? 2 : 1)], a[ra - (t.a ? 2 : 1)], b[rb - (t.b ? 1 : 2)]};
}

// a [batch..., M, K], b [batch..., K, N] before transposition.
TensorType product(std::span<const Var> in, const Attr& attr) {
  const Shape &a = in[0].shape(), &b = in[1].shape();
  const Transposed t = attr.as<Transposed>();
  const auto both = [&] { return str(a) + (t.a ? "^T" : "") + " x " + str(b) + (t.b ? "^T" : ""); };
  if (a.rank() < 2 || b.rank() != a.rank())
    throw std::invalid_argument(both() +
                                ": two matrices (or batches of them) are needed; reshape vectors to [n, 1]");
  if (in[0].dtype() != in[1].dtype() || !is_real(in[0].dtype()))
    throw std::invalid_argument(both() + fmt::format(": types {} and {}; two equal real types are needed",
                                                     name_of(in[0].dtype()), name_of(in[1].dtype())));
  for (int i = 0; i < a.rank() - 2; ++i)
    if (a[i] != b[i]) throw std::invalid_argument(both() + ": the leading (batch) axes do not broadcast");
  const Dims d = dims(a, b, t);
  if (d.Ka != d.Kb)
    throw std::invalid_argument(both() + fmt::format(": inner lengths {} and {} differ", d.Ka, d.Kb));
  return {a.with(a.rank() - 1, d.N).with(a.rank() - 2, d.M), in[0].dtype()};
}

// y = A B with A = a or a^T, B = b or b^T:  dA = g B^T,  dB = A^T g.
Var product_vjp(const Rule& r, int i) {
  const auto [ta, tb] = r.attr.as<Transposed>();
  const Var a = r.in[0], b = r.in[1], g = r.g;
  if (i == 0) return ta ? matmul(b, g, tb, true) : matmul(g, b, false, !tb);
  return tb ? matmul(g, a, true, ta) : matmul(a, g, !ta, false);
}

void lower_product(Lowering& low, int id) {
  const GraphNode& n = low.node(id);
  const Transposed t = n.attr->as<Transposed>();
  const Dims d = dims(low.shape(n.in[0]), low.shape(n.in[1]), t);
  low.emit(Gemm{n.dtype, t.a, t.b, n.shape.product(0, n.shape.rank() - 2), d.M, d.N, d.Ka}, 1,
           {id, n.in[0], n.in[1]}, n.origin);
}

AttrFields product_fields(const Attr& attr) {
  const auto [a, b] = attr.as<Transposed>();
  return {{"transpose", {static_cast<double>(a), static_cast<double>(b)}}};
}

constexpr Primitive rows[] = {
    {.name = "matmul", .infer = product, .vjp = product_vjp, .lower = lower_product, .fields = product_fields}};

Shape batch_of(const Shape& s) { return Shape(s.lengths().first(static_cast<std::size_t>(s.rank() - 2))); }
Shape with_matrix(Shape batch, const Shape& s) {
  batch = batch.inserting(batch.rank(), s[s.rank() - 2]);
  return batch.inserting(batch.rank(), s[s.rank() - 1]);
}

}  // namespace

std::span<const Primitive> linalg_primitives() { return rows; }

Var matmul(Operand a, Operand b, bool ta, bool tb) {
  const Attr attr = Transposed{.a = ta, .b = tb};
  const Shape sa = a.var.shape(), sb = b.var.shape();
  if (sa.rank() < 2 || sb.rank() < 2 || batch_of(sa) == batch_of(sb)) return record(rows[0], {a, b}, attr);
  if (sb.rank() == 2 && !ta) {  // one matrix for the whole batch: the batch is more rows
    const Var flat = reshape(a, {sa.product(0, sa.rank() - 1), sa[sa.rank() - 1]});
    const Var y = record(rows[0], {{flat, a.where}, b}, attr);
    return reshape(y, sa.with(sa.rank() - 1, y.shape()[1]));
  }
  bool ok = true;
  const Shape batch = broadcast(batch_of(sa), batch_of(sb), ok);
  if (!ok) return record(rows[0], {a, b}, attr);  // the shape rule explains
  return record(rows[0], {{expand(a, with_matrix(batch, sa)), a.where}, expand(b, with_matrix(batch, sb))},
                attr);
}

}  // namespace pont::ad
