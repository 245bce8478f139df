// Order of execution, and the walk that lowers every unit (a fused group, or one node) in that order.
#include "autodiff/lowering.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "autodiff/fusion.hpp"
#include "autodiff/primitives/source.hpp"
#include "autodiff/product_fusion.hpp"

namespace pont::ad {
namespace {

// Units of execution: unit_of[id], and the members of each unit in ascending order.
struct Units {
  std::vector<int> of;
  std::vector<std::vector<int>> members;
};

Units make_units(const Graph& g) {
  const std::vector<int> group = fusion_groups(g);
  Units u{std::vector<int>(g.nodes.size()), {}};
  std::vector<int> unit_of_group(g.nodes.size(), -1);
  for (std::size_t id = 0; id < g.nodes.size(); ++id) {
    int unit = group[id] < 0 ? -1 : unit_of_group[group[id]];
    if (unit < 0) {
      unit = static_cast<int>(u.members.size());
      u.members.emplace_back();
      if (group[id] >= 0) unit_of_group[group[id]] = unit;
    }
    u.of[id] = unit;
    u.members[unit].push_back(static_cast<int>(id));
  }
  return u;
}

// Topological order of the units; among those that are ready, the one recorded first runs first.
std::vector<int> schedule(const Graph& g, const Units& u) {
  std::vector<int> waiting(u.members.size(), 0);
  std::vector<std::vector<int>> readers(u.members.size());
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    for (int i : g.nodes[id].in)
      if (u.of[i] != u.of[id]) {
        readers[u.of[i]].push_back(u.of[id]);
        ++waiting[u.of[id]];
      }
  std::priority_queue<int, std::vector<int>, std::greater<>>
      ready;  // units are numbered by their first member
  for (std::size_t n = 0; n < u.members.size(); ++n)
    if (waiting[n] == 0) ready.push(static_cast<int>(n));
  std::vector<int> order;
  while (!ready.empty()) {
    const int unit = ready.top();
    ready.pop();
    order.push_back(unit);
    for (int r : readers[unit])
      if (--waiting[r] == 0) ready.push(r);
  }
  return order;
}

std::vector<bool> needed_outside(const Graph& g, const Units& u) {
  std::vector<bool> needed(g.nodes.size());
  for (int r : g.roots) needed[r] = true;
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    for (int i : g.nodes[id].in)
      if (u.of[i] != u.of[id]) needed[i] = true;
  return needed;
}

void lower_chain(Lowering& out, const Graph& g, const std::vector<int>& members,
                 const std::vector<bool>& needed) {
  std::vector<int> values, inputs;
  std::copy_if(members.begin(), members.end(), std::back_inserter(values),
               [&](int id) { return needed[id]; });
  const int outputs = static_cast<int>(values.size());
  Chain chain = build_chain(g, members, values, inputs);
  values.insert(values.end(), inputs.begin(), inputs.end());
  out.emit(std::move(chain), outputs, std::move(values), g.nodes[members.back()].origin);
}

}  // namespace

void Lowering::emit(Verb verb, int outputs, std::vector<int> values, int origin) {
  instructions.push_back({std::move(verb), outputs, std::move(values), {}, origin});
}

bool Lowering::place(int id, int of, i64 bytes) {
  const i64 size = shape(id).size();
  i64 offset = 0;
  for (; aliases_[id]; id = aliases_[id]->of) offset += aliases_[id]->bytes;
  const bool given = node(id).op == &input_primitive || node(id).op == &constant_primitive;
  if (given || id == of || offset != 0 || shape(id).size() != size) return false;
  alias(id, of, bytes);
  return true;
}

int Lowering::add_value(i64 elements, Dtype dtype, int origin) {
  graph_.nodes.push_back({nullptr, {}, nullptr, Shape{elements}, dtype, origin});
  aliases_.emplace_back();
  return static_cast<int>(graph_.nodes.size()) - 1;
}

int Lowering::root(int id) const {
  while (aliases_[id]) id = aliases_[id]->of;
  return id;
}

Lowering lower(Graph& g) {
  Lowering out(g);
  const Units units = make_units(g);
  const std::vector<bool> needed = needed_outside(g, units);
  for (int unit : schedule(g, units)) {
    const std::vector<int>& members = units.members[unit];
    if (g.nodes[members[0]].op->elementwise())
      lower_chain(out, g, members, needed);
    else
      g.nodes[members[0]].op->lower(out, members[0]);
  }
  fuse_products(g, out);
  return out;
}

}  // namespace pont::ad
