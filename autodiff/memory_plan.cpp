// Lifetimes, in-place updates and addresses. A value is a graph node; views (aliases) are followed to their
// root.
#include "autodiff/memory_plan.hpp"

#include <algorithm>
#include <map>

#include "autodiff/backend.hpp"
#include "autodiff/free_list.hpp"

namespace pont::ad {
namespace {

class Planner {
 public:
  Planner(const Graph& g, Lowering&& low, std::span<const int> state_of_root, const Backend& backend)
      : g_(g),
        low_(std::move(low)),
        state_of_root_(state_of_root),
        backend_(backend),
        n_(static_cast<int>(g.nodes.size())) {
    plan_.instructions = std::move(low_.instructions);
  }

  MemoryPlan build() {
    place_sources();
    place_outputs();
    find_lifetimes();
    write_states_in_place();
    place_blocks();
    set_addresses();
    return std::move(plan_);
  }

 private:
  struct View {
    int root;
    i64 offset;
  };
  View view(int value) const {
    i64 offset = 0;
    while (value < n_ && low_.aliases()[value]) {
      offset += low_.aliases()[value]->bytes;
      value = low_.aliases()[value]->of;
    }
    return {value, offset};
  }
  // Values beyond the graph are copies of graph values that only the plan knows.
  const GraphNode& node(int value) const { return g_.nodes[value < n_ ? value : copies_[value - n_]]; }
  std::size_t bytes(int value) const {
    return static_cast<std::size_t>(node(value).shape.size()) * size_of(node(value).dtype);
  }
  int add_port(int value) {
    plan_.ports.push_back({value, bytes(value)});
    return MemoryPlan::first_port + static_cast<int>(plan_.ports.size()) - 1;
  }
  int make_copy_of(int value) {
    copies_.push_back(value);
    return n_ + static_cast<int>(copies_.size()) - 1;
  }
  void append_copy(int to, int from) {
    const GraphNode& n = node(from);
    const Shape flat{n.shape.size()};
    plan_.instructions.push_back(
        {Copy{n.dtype, flat, contiguous_strides(flat), contiguous_strides(flat), 0, 0},
         1,
         {to, from},
         {},
         n.origin});
  }

  void place_sources() {
    for (int v = 0; v < n_; ++v) {
      if (g_.nodes[v].op == &input_primitive) place_[v] = {add_port(v), 0};
      if (g_.nodes[v].op == &constant_primitive) {
        plan_.constant_offsets.emplace_back(v, plan_.constant_bytes);
        place_[v] = {MemoryPlan::constants, plan_.constant_bytes};
        plan_.constant_bytes += FreeList::rounded(bytes(v));
      }
    }
  }

  // Each root gets memory outside of the arena: its own port, to which it is computed directly if it is
  // nobody's view and not placed yet, and copied at the end otherwise; or the memory of a state, after all
  // reads.
  void place_outputs() {
    std::vector<std::pair<int, int>> state_writes;
    for (std::size_t r = 0; r < g_.roots.size(); ++r) {
      const int value = g_.roots[r], state = state_of_root_[r];
      if (state >= 0) {
        plan_.output_port.push_back(place_.at(state).base);
        int from = value;
        const int root = view(value).root;
        if (root == state) continue;  // nothing changes
        if (g_.nodes[root].op == &input_primitive) {
          from = make_copy_of(value);  // another state may be overwritten before this one is copied
          append_copy(from, value);
        }
        state_writes.emplace_back(state, from);
        continue;
      }
      if (g_.nodes[value].op == &input_primitive) {  // its port is there already
        plan_.output_port.push_back(place_.at(value).base);
        continue;
      }
      const View v = view(value);
      const bool direct = v.root == value && !place_.contains(value);
      const int holder = direct ? value : make_copy_of(value);
      place_[holder] = {add_port(value), 0};
      plan_.output_port.push_back(place_[holder].base);
      if (!direct) append_copy(holder, value);
    }
    for (const auto& [state, from] : state_writes) append_copy(state, from);
    state_writes_ = static_cast<int>(state_writes.size());
  }

  void find_lifetimes() {
    first_.clear();
    last_.clear();
    for (int i = 0; i < static_cast<int>(plan_.instructions.size()); ++i)
      for (int v : plan_.instructions[i].values) {
        const int root = view(v).root;
        first_.emplace(root, i);
        last_[root] = i;
      }
  }

  // Operand position of the chain input that output `o` may overwrite with value `v`'s root, or -1.
  bool may_overwrite(const Instruction& ins, int o, std::size_t input) const {
    const Chain& chain = *chain_of(ins.verb);
    const std::size_t n = input - static_cast<std::size_t>(ins.outputs);
    if (n >= chain.inputs.size() - std::holds_alternative<GemmChain>(ins.verb)) return false;  // a factor
    if (view(ins.values[o]).root != ins.values[o]) return false;  // a part of something larger
    const View in = view(ins.values[input]);
    if (chain.inputs[n].kind != ChainInput::Kind::contiguous || in.offset != 0) return false;
    if (bytes(in.root) != bytes(ins.values[o])) return false;
    for (std::size_t other = static_cast<std::size_t>(ins.outputs); other < ins.values.size(); ++other)
      if (other != input && view(ins.values[other]).root == in.root) return false;
    int last_read = -1, written = -1;
    for (int m = 0; m < static_cast<int>(chain.ops.size()); ++m) {
      for (int k = 0; k < arity(chain.ops[m].op); ++k)
        if (chain.ops[m].in[k] == input) last_read = m;
      if (chain.ops[m].out == o) written = m;
    }
    return last_read <= written;  // tile by tile, the old value has been read when the new one is stored
  }

  // A state whose old value is last read by the chain that computes its new value is updated by that chain.
  void write_states_in_place() {
    auto& list = plan_.instructions;
    for (std::size_t w = list.size() - static_cast<std::size_t>(state_writes_); w < list.size();) {
      const int state = list[w].values[0], next = list[w].values[1];
      if (!updates_in_place(state, next, static_cast<int>(w))) {
        ++w;
        continue;
      }
      place_[next] = place_.at(state);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(w));
    }
    find_lifetimes();
  }

  bool updates_in_place(int state, int next, int write) const {
    if (view(next).root != next || place_.contains(next)) return false;
    const int defined = first_.at(next);
    const Instruction& ins = plan_.instructions[defined];
    if (!chain_of(ins.verb)) return false;
    for (int i = defined + 1; i < static_cast<int>(plan_.instructions.size()); ++i)
      for (int v : plan_.instructions[i].values)
        if (i != write && view(v).root == state) return false;
    const auto o = std::find(ins.values.begin(), ins.values.begin() + ins.outputs, next) - ins.values.begin();
    bool reads = false, allowed = true;
    for (std::size_t k = static_cast<std::size_t>(ins.outputs); k < ins.values.size(); ++k)
      if (view(ins.values[k]).root == state) {
        reads = true;
        allowed = allowed && may_overwrite(ins, static_cast<int>(o), k);
      }
    return reads && allowed;
  }

  void place_blocks() {
    FreeList free;
    std::map<int, std::vector<int>> dying;  // instruction -> roots last used there
    for (const auto& [root, last] : last_) dying[last].push_back(root);
    for (int i = 0; i < static_cast<int>(plan_.instructions.size()); ++i) {
      const Instruction& ins = plan_.instructions[i];
      std::vector<int> taken_over;
      for (int o = 0; o < ins.outputs; ++o) {
        const int value = view(ins.values[o]).root;
        if (!place_.contains(value)) place_block(ins, o, value, i, free, taken_over);
      }
      for (int root : dying[i])
        if (place_.at(root).base == MemoryPlan::arena &&
            !std::count(taken_over.begin(), taken_over.end(), root))
          free.give_back(place_.at(root).offset, bytes(root));
    }
    plan_.arena_bytes = free.size();
    add_scratch();
  }

  void place_block(const Instruction& ins, int o, int value, int now, FreeList& free,
                   std::vector<int>& taken_over) {
    Block block{value, 0, bytes(value), now, last_.at(value)};
    const auto dies_here = [&](int root) {
      return place_.contains(root) && place_.at(root).base == MemoryPlan::arena && last_.at(root) == now &&
             !std::count(taken_over.begin(), taken_over.end(), root);
    };
    if (chain_of(ins.verb))
      for (std::size_t k = static_cast<std::size_t>(ins.outputs); k < ins.values.size() && block.shares < 0;
           ++k)
        if (const int root = view(ins.values[k]).root; dies_here(root) && may_overwrite(ins, o, k))
          block.shares = root;
    if (block.shares >= 0) taken_over.push_back(block.shares);
    block.offset = block.shares >= 0 ? place_.at(block.shares).offset : free.take(block.bytes);
    place_[value] = {MemoryPlan::arena, block.offset};
    plan_.blocks.push_back(block);
  }

  void add_scratch() {  // instructions share one region behind the blocks
    scratch_ = {MemoryPlan::arena, plan_.arena_bytes};
    std::size_t bytes = 0;
    for (const Instruction& ins : plan_.instructions)
      bytes = std::max(bytes, backend_.scratch_bytes(ins.verb));
    plan_.arena_bytes += bytes;
  }

  void set_addresses() {
    for (Instruction& ins : plan_.instructions) {
      for (int v : ins.values) {
        const View at = view(v);
        const Address base = place_.at(at.root);
        ins.addresses.push_back({base.base, base.offset + static_cast<std::size_t>(at.offset)});
      }
      ins.addresses.push_back(scratch_);
      for (int& v : ins.values) v = v < n_ ? v : copies_[v - n_];
    }
  }

  const Graph& g_;
  Lowering low_;
  std::span<const int> state_of_root_;
  const Backend& backend_;
  int n_, state_writes_ = 0;
  MemoryPlan plan_;
  std::vector<int> copies_;
  std::map<int, Address> place_;
  std::map<int, int> first_, last_;
  Address scratch_;
};

}  // namespace

MemoryPlan plan_memory(const Graph& g, Lowering&& low, std::span<const int> state_of_root,
                       const Backend& backend) {
  return Planner(g, std::move(low), state_of_root, backend).build();
}

}  // namespace pont::ad
