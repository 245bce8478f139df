// Elementwise nodes that are computed together: their choice, and the chain of each group.
#include "autodiff/fusion.hpp"

#include <algorithm>
#include <map>
#include <numeric>


namespace pont::ad {

// Which elementwise nodes are computed together.

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

// Numbers that depend on numbers alone, such as the learning rate, come before all else: a group that waited for
// one would be split from nodes that it could be fused with.
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

// Building one chain: its inputs with their access patterns, its formulas in order, its scratch tiles by
// lifetime.

namespace {

using Strides = std::array<i64, max_rank>;

// Removes axes of length one and merges neighbours that every input walks through alike.
Shape merge_axes(const Shape& shape, std::vector<Strides>& strides) {
  std::vector<i64> lengths;
  std::vector<Strides> merged(strides.size());
  for (int a = 0; a < shape.rank(); ++a) {
    if (shape[a] == 1) continue;
    const std::size_t last = lengths.size();
    const auto continues = [&](std::size_t i) { return merged[i][last - 1] == strides[i][a] * shape[a]; };
    bool merge = last > 0;
    for (std::size_t i = 0; i < strides.size() && merge; ++i) merge = continues(i);
    if (merge)
      lengths[last - 1] *= shape[a];
    else
      lengths.push_back(shape[a]);
    for (std::size_t i = 0; i < strides.size(); ++i) merged[i][lengths.size() - 1] = strides[i][a];
  }
  strides = std::move(merged);
  return Shape(std::span<const i64>(lengths));
}

// Scratch tiles are handed out by lifetime: a tile whose last reader has run is used again.
class Tiles {
 public:
  explicit Tiles(std::uint16_t first) : next_(first), first_(first) {}
  std::uint16_t take() {
    if (free_.empty()) return next_++;
    const std::uint16_t t = free_.back();
    free_.pop_back();
    return t;
  }
  void give_back(std::uint16_t t) { free_.push_back(t); }
  std::uint16_t count() const { return next_ - first_; }

 private:
  std::vector<std::uint16_t> free_;
  std::uint16_t next_, first_;
};

class ChainBuilder {
 public:
  ChainBuilder(const Graph& g, std::span<const int> members, std::span<const int> outputs,
               std::vector<int>& inputs)
      : g_(g), members_(members), outputs_(outputs), inputs_(inputs) {}

  Chain build() {
    chain_.dtype = g_.nodes[members_[0]].dtype;
    chain_.outputs = static_cast<std::uint16_t>(outputs_.size());
    find_inputs();
    describe_inputs();
    Tiles tiles(static_cast<std::uint16_t>(outputs_.size() + inputs_.size()));
    for (ChainInput& in : chain_.inputs)
      if (in.kind == ChainInput::Kind::broadcast) in.slot = tiles.take();
    assign_inputs();
    for (int id : members_) emit(id, tiles);
    chain_.scratch = tiles.count();
    return std::move(chain_);
  }

 private:
  bool is_member(int id) const { return std::binary_search(members_.begin(), members_.end(), id); }

  void find_inputs() {
    for (int id : members_)
      for (int i : g_.nodes[id].in) {
        last_use_[i] = id;
        if (!is_member(i) && std::find(inputs_.begin(), inputs_.end(), i) == inputs_.end())
          inputs_.push_back(i);
      }
  }

  void describe_inputs() {
    const Shape& shape = g_.nodes[members_[0]].shape;
    std::vector<Strides> strides;
    for (int i : inputs_) strides.push_back(broadcast_strides(g_.nodes[i].shape, shape));
    chain_.shape = merge_axes(shape, strides);
    for (std::size_t n = 0; n < inputs_.size(); ++n) {
      const i64 size = g_.nodes[inputs_[n]].shape.size();
      const auto kind = size == shape.size() ? ChainInput::Kind::contiguous
                        : size == 1          ? ChainInput::Kind::scalar
                                             : ChainInput::Kind::broadcast;
      chain_.inputs.push_back({kind, strides[n], 0});
    }
  }

  void assign_inputs() {
    for (std::size_t n = 0; n < inputs_.size(); ++n) {
      const ChainInput& in = chain_.inputs[n];
      register_[inputs_[n]] =
          in.kind == ChainInput::Kind::broadcast ? in.slot : static_cast<std::uint16_t>(chain_.outputs + n);
    }
  }

  void emit(int id, Tiles& tiles) {
    MicroOp op{g_.nodes[id].op->scalar, {}, 0};
    for (std::size_t i = 0; i < g_.nodes[id].in.size(); ++i) op.in[i] = register_.at(g_.nodes[id].in[i]);
    const auto output = std::find(outputs_.begin(), outputs_.end(), id);
    // The result tile is taken before dead operands are given back: a formula never overwrites a tile it
    // still reads.
    op.out = output != outputs_.end() ? static_cast<std::uint16_t>(output - outputs_.begin()) : tiles.take();
    register_[id] = op.out;
    for (std::size_t i = 0; i < g_.nodes[id].in.size(); ++i) {
      const int in = g_.nodes[id].in[i];
      const bool repeated = std::find(&g_.nodes[id].in[0], &g_.nodes[id].in[i], in) != &g_.nodes[id].in[i];
      const bool scratch = is_member(in) && register_[in] >= chain_.outputs;
      if (scratch && last_use_[in] == id && !repeated) tiles.give_back(register_[in]);
    }
    chain_.ops.push_back(op);
  }

  const Graph& g_;
  std::span<const int> members_, outputs_;
  std::vector<int>& inputs_;
  Chain chain_{};
  std::map<int, int> last_use_;
  std::map<int, std::uint16_t> register_;
};

}  // namespace

Chain build_chain(const Graph& g, std::span<const int> members, std::span<const int> outputs,
                  std::vector<int>& inputs) {
  return ChainBuilder(g, members, outputs, inputs).build();
}

}  // namespace pont::ad
