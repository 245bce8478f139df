// Dead code, common subexpressions, identities, and the choice between kernels and compositions.
#include "autodiff/graph.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "autodiff/backend.hpp"
#include "autodiff/primitives/movement.hpp"
#include "autodiff/primitives/source.hpp"

namespace pont::ad {
namespace {

// By tape position: the custom instructions that are computed by their compositions.
using Composed = std::vector<bool>;

// What an instruction is computed from.
std::span<const int> sources(const Tape& tape, int id, const Composed& composed) {
  const Node& n = tape.node(id);
  return composed[id] ? std::span(n.in).last(1) : n.operands();
}

std::vector<bool> live_nodes(const Tape& tape, std::span<const Var> roots, const Composed& composed) {
  std::vector<bool> live(tape.size());
  for (const Var& r : roots) live[r.id] = true;
  for (int id = tape.size() - 1; id >= 0; --id)
    if (live[id])
      for (int i : sources(tape, id, composed)) live[i] = true;
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
  Simplifier(const Tape& tape, std::span<const Var> roots, const Composed& composed)
      : tape_(tape), graph_{&tape, {}, {}}, at_(tape.size(), -1) {
    const std::vector<bool> live = live_nodes(tape, roots, composed);
    for (int id = 0; id < tape.size(); ++id)
      if (live[id]) at_[id] = composed[id] ? at_[tape.node(id).in.back()] : add(translated(id));
    for (const Var& r : roots) graph_.roots.push_back(at_[r.id]);
  }

  /// Whether the graph has a value between the operands of a custom instruction and the result of its composition.
  bool has_part_of(int custom) {
    const Node& n = tape_.node(custom);
    for (int id = n.composition; id <= n.in.back(); ++id) {
      if (at_[id] < 0) at_[id] = found(id);
      const bool given = std::ranges::any_of(n.operands(), [&](int i) { return at_[i] == at_[id]; });
      if (at_[id] >= 0 && !given && !tape_.node(id).in.empty()) return true;
    }
    return false;
  }
  bool has(int id) const { return at_[id] >= 0; }
  Graph take() && { return std::move(graph_); }

 private:
  // An instruction of the tape with inputs of the graph.
  GraphNode translated(int id) const {
    const Node& n = tape_.node(id);
    std::vector<int> in;
    for (int i : n.operands()) in.push_back(at_[i]);
    return {n.op, std::move(in), &n.attr, n.shape, n.dtype, id};
  }
  // Position of the node's value in the graph; appends it unless an equal value or an identity is already
  // there.
  int add(GraphNode n) {
    if (const int i = find(n); i >= 0) return i;
    const int id = static_cast<int>(graph_.nodes.size());
    known_.emplace(hash(n), id);
    graph_.nodes.push_back(std::move(n));
    return id;
  }
  // The same or -1, without appending; leaves n with the inputs that it needs.
  int find(GraphNode& n) const {
    if (n.op->elementwise())
      for (int& i : n.in) i = through_expand(i);
    if (const int i = identity(n); i >= 0) return i;
    const auto [from, to] = known_.equal_range(hash(n));
    for (auto it = from; it != to; ++it)
      if (same(graph_.nodes[it->second], n)) return it->second;
    return -1;
  }
  // Of an instruction that was left out as dead.
  int found(int id) const {
    GraphNode n = translated(id);
    return std::ranges::all_of(n.in, [](int i) { return i >= 0; }) ? find(n) : -1;
  }
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

  const Tape& tape_;
  Graph graph_;
  std::vector<int> at_;  // of each instruction of the tape, or -1
  std::unordered_multimap<std::size_t, int> known_;  // looked up only, never iterated: order does not matter
};

Composed without_kernel(const Tape& tape, const Backend& backend) {
  Composed composed(tape.size());
  for (int id = 0; id < tape.size(); ++id)
    composed[id] = tape.node(id).composition >= 0 && !backend.has_kernel(*tape.node(id).op);
  return composed;
}

// Adds the instructions whose kernel would repeat a part of what the graph computes; true if there are any.
bool add_shared(const Tape& tape, Simplifier& graph, Composed& composed) {
  bool added = false;
  for (int id = 0; id < tape.size(); ++id)
    if (tape.node(id).composition >= 0 && !composed[id] && graph.has(id) && graph.has_part_of(id))
      added = composed[id] = true;
  return added;
}

}  // namespace

Graph simplify(const Tape& tape, std::span<const Var> roots, const Backend& backend) {
  Composed composed = without_kernel(tape, backend);
  for (;;) {  // what becomes a composition may share parts with others; they only become more
    Simplifier graph(tape, roots, composed);
    if (!add_shared(tape, graph, composed)) return std::move(graph).take();
  }
}

}  // namespace pont::ad
