// Dead code, common subexpressions and identities, in one backward and one forward pass.
#include "autodiff/graph.hpp"

#include <functional>
#include <unordered_map>

#include "autodiff/primitives/movement.hpp"
#include "autodiff/primitives/source.hpp"

namespace pont::ad {
namespace {

std::vector<bool> live_nodes(const Tape& tape, std::span<const Var> roots) {
  std::vector<bool> live(tape.size());
  for (const Var& r : roots) live[r.id] = true;
  for (int id = tape.size() - 1; id >= 0; --id)
    if (live[id])
      for (int i : tape.node(id).in) live[i] = true;
  return live;
}

bool same(const GraphNode& a, const GraphNode& b) {
  return a.op == b.op && a.in == b.in && a.dtype == b.dtype && a.shape == b.shape && *a.attr == *b.attr;
}

std::size_t hash(const GraphNode& n) {
  std::size_t h = std::hash<const void*>{}(n.op);
  const auto mix = [&h](std::size_t v) { h = (h ^ v) * 0x9E3779B97F4A7C15u + (h >> 29); };
  for (int i : n.in) mix(static_cast<std::size_t>(i));
  for (i64 i : n.shape.lengths()) mix(static_cast<std::size_t>(i));
  mix(n.attr->hash());
  return h;
}

class Simplifier {
 public:
  explicit Simplifier(const Tape& tape) : graph_{&tape, {}, {}} {}

  // Position of the node's value in the graph; appends it unless an equal value or an identity is already
  // there.
  int add(GraphNode n) {
    if (n.op->elementwise())
      for (int& i : n.in) i = through_expand(i);
    if (const int i = identity(n); i >= 0) return i;
    const std::size_t h = hash(n);
    const auto [from, to] = known_.equal_range(h);
    for (auto it = from; it != to; ++it)
      if (same(graph_.nodes[it->second], n)) return it->second;
    graph_.nodes.push_back(std::move(n));
    const int id = static_cast<int>(graph_.nodes.size()) - 1;
    known_.emplace(h, id);
    return id;
  }
  Graph take() && { return std::move(graph_); }

 private:
  const GraphNode& node(int i) const { return graph_.nodes[i]; }
  int through_expand(int i) const { return node(i).op == &expand_primitive ? node(i).in[0] : i; }
  bool is_one(int i) const {
    return node(i).op == &constant_primitive && node(i).shape.size() == 1 &&
           node(i).attr->as<ConstantAttr>().value->at(0) == 1;
  }
  // The value that n repeats, or -1.
  int identity(GraphNode& n) const {
    if (n.op == &stop_gradient_primitive) return n.in[0];
    if (n.op == &reshape_primitive && node(n.in[0]).op == &reshape_primitive) n.in[0] = node(n.in[0]).in[0];
    const bool reshapes = n.op == &reshape_primitive || n.op == &expand_primitive;
    if (reshapes && node(n.in[0]).shape == n.shape) return n.in[0];
    const auto keeps = [&](int i) { return node(i).shape == n.shape; };
    if (n.op->scalar == ScalarOp::mul && is_one(n.in[0]) && keeps(n.in[1])) return n.in[1];
    if (n.op->scalar == ScalarOp::mul && is_one(n.in[1]) && keeps(n.in[0])) return n.in[0];
    if (n.op->scalar == ScalarOp::div && is_one(n.in[1]) && keeps(n.in[0])) return n.in[0];
    return -1;
  }

  Graph graph_;
  std::unordered_multimap<std::size_t, int> known_;  // looked up only, never iterated: order does not matter
};

}  // namespace

Graph simplify(const Tape& tape, std::span<const Var> roots) {
  const std::vector<bool> live = live_nodes(tape, roots);
  Simplifier simplifier(tape);
  std::vector<int> at(tape.size(), -1);
  for (int id = 0; id < tape.size(); ++id) {
    if (!live[id]) continue;
    const Node& n = tape.node(id);
    std::vector<int> in;
    for (int i : n.in) in.push_back(at[i]);
    at[id] = simplifier.add({n.op, std::move(in), &n.attr, n.shape, n.dtype, id});
  }
  Graph graph = std::move(simplifier).take();
  for (const Var& r : roots) graph.roots.push_back(at[r.id]);
  return graph;
}

}  // namespace pont::ad
