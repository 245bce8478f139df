// Which elementwise nodes are computed together.
#include "autodiff/fusion.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace pont::ad {
namespace {

constexpr int longest_chain =
    64;  // members; bounds the scratch tiles so that they stay in the first-level cache

bool fusable(const GraphNode& a, const GraphNode& b) {
  return a.op->elementwise() && b.op->elementwise() && a.shape == b.shape && a.dtype == b.dtype;
}

// Grows along every edge that crosses a border of elementwise code of one shape, and is nowhere below its
// floor. A path that leaves a group and comes back would have to raise the level, so groups within one level
// never depend on themselves.
std::vector<int> levels(const Graph& g, const std::vector<int>& floor) {
  std::vector<int> level(floor);
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    for (int i : g.nodes[id].in) {
      const bool crosses = g.nodes[i].op->elementwise() && !fusable(g.nodes[i], g.nodes[id]);
      level[id] = std::max(level[id], level[i] + crosses);
    }
  return level;
}

// Numbers that depend on numbers alone, such as the learning rate, come before all else, so that nobody is
// separated from his neighbours by waiting for them.
std::vector<int> levels_after_numbers(const Graph& g) {
  std::vector<bool> number(g.nodes.size());
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    number[id] = g.nodes[id].shape.size() == 1 &&
                 std::ranges::all_of(g.nodes[id].in, [&](int i) { return number[i]; });
  std::vector<int> floor(g.nodes.size(), 0);
  const std::vector<int> early = levels(g, floor);
  int last = 0;
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    if (number[id]) last = std::max(last, early[id] + 1);
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    if (!number[id]) floor[id] = last;
  return levels(g, floor);
}

class Components {  // union-find with path halving
 public:
  explicit Components(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  int find(int i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(int a, int b) { parent_[std::max(find(a), find(b))] = std::min(find(a), find(b)); }

 private:
  std::vector<int> parent_;
};

}  // namespace

std::vector<int> fusion_groups(const Graph& g) {
  const std::vector<int> level = levels_after_numbers(g);
  Components components(g.nodes.size());
  for (std::size_t id = 0; id < g.nodes.size(); ++id)
    for (int i : g.nodes[id].in)
      if (level[i] == level[id] && fusable(g.nodes[i], g.nodes[id])) components.join(i, static_cast<int>(id));
  // A component that is too long is cut in order of position: later pieces may depend on earlier ones, never
  // the reverse.
  std::vector<int> group(g.nodes.size(), -1), members(g.nodes.size(), 0);
  std::map<std::pair<int, int>, int> pieces;
  for (std::size_t id = 0; id < g.nodes.size(); ++id) {
    if (!g.nodes[id].op->elementwise()) continue;
    const int root = components.find(static_cast<int>(id)), piece = members[root]++ / longest_chain;
    group[id] = pieces.emplace(std::pair(root, piece), static_cast<int>(pieces.size())).first->second;
  }
  return group;
}

}  // namespace pont::ad
