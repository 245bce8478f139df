// Compilation: from a tape and its outputs to a program.
#include "autodiff/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/compiled.hpp"
#include "autodiff/primitives/source.hpp"
#include "autodiff/product_fusion.hpp"

namespace pont::ad {

// The roots of a compilation: the outputs, then the next value and the state of each update.
static std::vector<Var> roots_of(std::span<const Var> outputs, std::span<const Update> updates) {
  std::vector<Var> roots(outputs.begin(), outputs.end());
  for (const Update& u : updates) {
    if (u.state.shape() != u.next.shape() || u.state.dtype() != u.next.dtype())
      throw std::invalid_argument(fmt::format("compile: a state {} {} cannot become {} {}",
                                              name_of(u.state.dtype()), str(u.state.shape()),
                                              name_of(u.next.dtype()), str(u.next.shape())));
    roots.push_back(u.next);
    roots.push_back(u.state);  // keeps the state alive, and tells its place in the graph
  }
  if (roots.empty()) throw std::invalid_argument("compile: no outputs given");
  for (const Var& r : roots)
    if (r.tape != roots[0].tape) throw std::invalid_argument("compile: outputs are on different tapes");
  return roots;
}

// Leaves outputs and next values as the roots of the graph; returns the state that each one overwrites, or
// -1.
static std::vector<int> split_states(Graph& graph, std::size_t outputs) {
  std::vector<int> states(outputs, -1),
      kept(graph.roots.begin(), graph.roots.begin() + static_cast<std::ptrdiff_t>(outputs));
  for (std::size_t r = outputs; r < graph.roots.size(); r += 2) {
    if (graph.nodes[graph.roots[r + 1]].op != &input_primitive)
      throw std::invalid_argument("compile: the state of an update must be an input of the tape");
    kept.push_back(graph.roots[r]);
    states.push_back(graph.roots[r + 1]);
  }
  graph.roots = kept;
  return states;
}

// Places of the fixed inputs in the graph; those that no output depends on are left out.
static std::vector<int> places_of(std::span<const Var> fixed, const Graph& graph,
                                  std::span<const int> states) {
  std::vector<int> places;
  for (const Var& v : fixed) {
    if (v.tape != graph.tape || v.tape->node(v.id).op != &input_primitive)
      throw std::invalid_argument(fmt::format(
          "compile: value {} given as fixed is the result of '{}', expected an input of the outputs' tape",
          v.id, v.tape->node(v.id).op->name));
    const auto node = std::ranges::find(graph.nodes, v.id, &GraphNode::origin);
    if (node == graph.nodes.end()) continue;
    places.push_back(static_cast<int>(node - graph.nodes.begin()));
    if (std::ranges::find(states, places.back()) != states.end())
      throw std::invalid_argument(
          fmt::format("compile: input {} given as fixed is the state of an update, which changes it; leave "
                      "it out of the fixed ones",
                      v.id));
  }
  return places;
}

static void describe(Compiled& c, const Graph& graph, std::span<const Var> outputs) {
  const Tape& tape = *graph.tape;
  for (const GraphNode& n : graph.nodes) c.values.push_back({n.shape, n.dtype});
  for (std::size_t r = 0; r < outputs.size(); ++r) c.ports[outputs[r].id] = c.plan.output_port[r];
  for (std::size_t p = 0; p < c.plan.ports.size(); ++p)
    if (const GraphNode& n = graph.nodes[c.plan.ports[p].value]; n.op == &input_primitive)
      c.ports.emplace(n.origin, c.plan.first_port + static_cast<int>(p));
  for (int id = 0; id < tape.size(); ++id)
    if (const Node& n = tape.node(id); n.op == &input_primitive && !c.ports.contains(id))
      c.dead_inputs[id] = {n.shape, n.dtype};
  const auto constant = [&](int value) { return graph.nodes[value].attr->as<ConstantAttr>().value; };
  for (const auto& [value, offset] : c.plan.constant_offsets) c.constants.emplace_back(offset, constant(value));
  for (const int value : c.plan.tables) c.tables.push_back(constant(value));
  for (const Instruction& ins : c.plan.instructions) {
    const Node& n = tape.node(ins.origin);
    const std::string& scope = tape.scope_name(n.scope);
    const std::string module = scope.empty() ? "" : "module " + scope + ", ";
    c.origins.push_back({std::string(n.op->name), scope,
                       fmt::format("{}{}:{}", module, n.where.file_name(), n.where.line())});
  }
}

Program compile(std::span<const Var> outputs, std::span<const Update> updates, Backend& backend,
                std::span<const Var> fixed) {
  const std::vector<Var> roots = roots_of(outputs, updates);
  Graph graph = simplify(*roots[0].tape, roots, backend);
  const std::vector<int> states = split_states(graph, outputs.size());
  Lowering lowering = lower(graph);
  pack_fixed_factors(lowering, places_of(fixed, graph, states), backend);
  auto compiled = std::make_shared<Compiled>();
  compiled->plan = plan_memory(graph, std::move(lowering), states, backend);
  describe(*compiled, graph, outputs);
  Program program(compiled, backend);
  compiled->constants = {};  // the program has them now, and replicas read its own
  compiled->tables = {};
  return program;
}

Tensor eval(Var v) {
  Program p = compile({v});
  p.run();
  return p.get(v);
}

}  // namespace pont::ad
