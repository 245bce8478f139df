// Reverse sweep: reads the tape backwards once and appends the gradient to it.
#include "autodiff/grad.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/ops.hpp"
#include "autodiff/primitive.hpp"

namespace pont::ad {
namespace {

// live[id]: node id lies between some x and y. Recording order is topological: no sort, no recursion.
std::vector<bool> reachable(const Tape& tape, Var y, std::span<const Var> xs) {
  std::vector<bool> live(y.id + 1);
  for (const Var& x : xs)
    if (x.id <= y.id) live[x.id] = true;
  for (int id = 0; id <= y.id; ++id) {
    const auto& in = tape.node(id).in;
    live[id] = live[id] || std::any_of(in.begin(), in.end(), [&](int i) { return live[i]; });
  }
  return live;
}

void check(Var y, std::span<const Var> xs, Var seed) {
  for (const Var& x : xs)
    if (x.tape != y.tape) throw std::invalid_argument("grad: y and an x are on different tapes");
  if (!seed && y.shape().size() != 1)
    throw std::invalid_argument(
        fmt::format("grad: y has shape {}, a scalar is needed; sum it, or give a cotangent of "
                    "that shape as seed",
                    str(y.shape())));
  if (seed && seed.shape() != y.shape())
    throw std::invalid_argument(
        fmt::format("grad: the seed has shape {}, y has {}", str(seed.shape()), str(y.shape())));
}

// Cotangent of input i. A custom primitive without a rule of its own hands its cotangent to its composition.
Var cotangent(const Primitive& op, const Rule& rule, std::size_t i) {
  if (i == rule.in.size()) return op.vjp ? Var{} : rule.g;
  return op.vjp ? op.vjp(rule, static_cast<int>(i)) : Var{};
}

// Adds to bar the cotangents that node `id` passes to its live inputs.
void propagate(Tape& tape, int id, const std::vector<bool>& live, std::vector<Var>& bar) {
  const Node& node = tape.node(id);
  if (!node.op->vjp && !node.op->composition) return;
  const Tape::OnBehalfOf place(tape, id);
  std::vector<Var> in;
  for (int i : node.in) in.push_back({&tape, i});
  const Rule rule{std::span(in).first(node.operands().size()), {&tape, id}, bar[id], node.attr};
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (!live[in[i].id]) continue;
    Var g = cotangent(*node.op, rule, i);
    if (!g) continue;
    if (node.op->elementwise())
      g = sum_to(g, in[i].shape());  // broadcasting is undone here, for every row at once
    Var& total = bar[in[i].id];
    total = total ? total + g : g;
  }
}

}  // namespace

std::vector<Var> grad(Var y, std::span<const Var> xs, Var seed) {
  check(y, xs, seed);
  Tape& tape = *y.tape;
  const std::vector<bool> live = reachable(tape, y, xs);
  std::vector<Var> bar(y.id + 1);
  bar[y.id] = seed ? seed : expand(tape.scalar(1, y.dtype()), y.shape());
  for (int id = y.id; id >= 0; --id)
    if (live[id] && bar[id]) propagate(tape, id, live, bar);
  std::vector<Var> out;
  for (const Var& x : xs) out.push_back(x.id <= y.id && bar[x.id] ? bar[x.id] : zeros_like(x));
  return out;
}

Var grad(Var y, Var x, Var seed) { return grad(y, std::span(&x, 1), seed)[0]; }

}  // namespace pont::ad
