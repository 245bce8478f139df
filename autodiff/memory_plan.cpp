// Lifetimes, in-place updates and addresses. Views are followed to the value that has the memory.
#include "autodiff/memory_plan.hpp"

#include <algorithm>

#include "autodiff/backend.hpp"
#include "autodiff/free_list.hpp"
#include "autodiff/primitives/source.hpp"
#include "autodiff/values.hpp"

namespace pont::ad {
namespace {

class Planner {
 public:
  Planner(const Graph& g, Lowering&& low, std::span<const int> state_of_root, const Backend& backend)
      : g_(g),
        state_of_root_(state_of_root),
        backend_(backend),
        values_(g, low.aliases()),
        place_(g.nodes.size()) {
    plan_.instructions = std::move(low.instructions);
    plan_.preparation = low.preparation;
  }

  MemoryPlan build() {
    place_sources();
    place_outputs();
    place_preparation();
    find_lifetimes();
    write_states_in_place();
    place_blocks();
    set_addresses();
    return std::move(plan_);
  }

 private:
  using Place = std::optional<Address>;

  bool placed(int value) const { return place(value).has_value(); }
  const Place& place(int value) const { return place_[static_cast<std::size_t>(value)]; }
  void put(int value, Address at) { place_[static_cast<std::size_t>(value)] = at; }
  int root(int value) const { return values_.root(value); }
  std::size_t bytes(int value) const { return values_.bytes(value); }

  int add_port(int value) {
    plan_.ports.push_back({value, bytes(value)});
    return plan_.first_port + static_cast<int>(plan_.ports.size()) - 1;
  }
  int make_copy_of(int value) {
    place_.emplace_back();
    return values_.copy_of(value);
  }
  void append_copy(int to, int from) {
    const GraphNode& n = values_.node(from);
    const Shape flat{n.shape.size()};
    plan_.instructions.push_back(
        {Copy{n.dtype, flat, contiguous_strides(flat), contiguous_strides(flat), 0, 0},
         1,
         {to, from},
         {},
         n.origin});
  }

  void place_constant(int v) {
    if (bytes(v) >= MemoryPlan::table_bytes) {
      put(v, {plan_.first_port++, 0});
      plan_.tables.push_back(v);
      return;
    }
    plan_.constant_offsets.emplace_back(v, plan_.constant_bytes);
    put(v, {MemoryPlan::constants, plan_.constant_bytes});
    plan_.constant_bytes += FreeList::rounded(bytes(v));
  }
  void place_sources() {
    for (int v = 0; v < static_cast<int>(g_.nodes.size()); ++v)
      if (g_.nodes[v].op == &constant_primitive) place_constant(v);
    for (int v = 0; v < static_cast<int>(g_.nodes.size()); ++v)
      if (g_.nodes[v].op == &input_primitive) put(v, {add_port(v), 0});
  }

  // Each root gets memory outside of the arena: its own port, to which it is computed directly if it is
  // nobody's view and not placed yet, and copied at the end otherwise; or the memory of a state, after all
  // reads.
  void place_outputs() {
    std::vector<std::pair<int, int>> state_writes;
    for (std::size_t r = 0; r < g_.roots.size(); ++r) {
      const int value = g_.roots[r], state = state_of_root_[r];
      if (state >= 0) {
        plan_.output_port.push_back(place(state)->base);
        int from = value;
        if (root(value) == state) continue;  // nothing changes
        if (g_.nodes[root(value)].op == &input_primitive) {
          from = make_copy_of(value);  // another state may be overwritten before this one is copied
          append_copy(from, value);
        }
        state_writes.emplace_back(state, from);
        continue;
      }
      if (g_.nodes[value].op == &input_primitive) {  // its port is there already
        plan_.output_port.push_back(place(value)->base);
        continue;
      }
      const bool direct = root(value) == value && !placed(value);
      const int holder = direct ? value : make_copy_of(value);
      put(holder, {add_port(value), 0});
      plan_.output_port.push_back(place(holder)->base);
      if (!direct) append_copy(holder, value);
    }
    for (const auto& [state, from] : state_writes) append_copy(state, from);
    state_writes_ = static_cast<int>(state_writes.size());
  }

  // The results of the preparation live from run to run, and nothing else comes to their place.
  void place_preparation() {
    for (std::size_t i = 0; i < plan_.preparation; ++i) {
      const int value = plan_.instructions[i].values[0];
      put(value, {MemoryPlan::prepared, plan_.prepared_bytes});
      plan_.prepared_bytes += FreeList::rounded(bytes(value));
    }
  }

  void find_lifetimes() {
    first_.assign(static_cast<std::size_t>(values_.count()), -1);
    last_ = first_;
    for (int i = 0; i < static_cast<int>(plan_.instructions.size()); ++i)
      for (int v : plan_.instructions[i].values) {
        const auto r = static_cast<std::size_t>(root(v));
        if (first_[r] < 0) first_[r] = i;
        last_[r] = i;
      }
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
      put(next, *place(state));
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(w));
    }
    find_lifetimes();
  }

  bool updates_in_place(int state, int next, int write) const {
    if (root(next) != next || placed(next)) return false;
    const int defined = first_[static_cast<std::size_t>(next)];
    const Instruction& ins = plan_.instructions[defined];
    if (!chain_of(ins.verb)) return false;
    for (int i = defined + 1; i < static_cast<int>(plan_.instructions.size()); ++i)
      for (int v : plan_.instructions[i].values)
        if (i != write && root(v) == state) return false;
    const auto o = std::find(ins.values.begin(), ins.values.begin() + ins.outputs, next) - ins.values.begin();
    bool reads = false, allowed = true;
    for (std::size_t k = static_cast<std::size_t>(ins.outputs); k < ins.values.size(); ++k)
      if (root(ins.values[k]) == state) {
        reads = true;
        allowed = allowed && may_overwrite(values_, ins, static_cast<int>(o), k);
      }
    return reads && allowed;
  }

  void place_blocks() {
    FreeList free;
    std::vector<std::vector<int>> dying(plan_.instructions.size());  // roots last used by each instruction
    for (int v = 0; v < values_.count(); ++v)
      if (const int last = last_[static_cast<std::size_t>(v)]; last >= 0) dying[last].push_back(v);
    for (int i = 0; i < static_cast<int>(plan_.instructions.size()); ++i) {
      const Instruction& ins = plan_.instructions[i];
      std::vector<int> taken_over;
      for (int o = 0; o < ins.outputs; ++o) {
        const int value = root(ins.values[o]);
        if (!placed(value)) place_block(ins, o, value, i, free, taken_over);
      }
      for (int v : dying[i])
        if (place(v)->base == MemoryPlan::arena && !std::count(taken_over.begin(), taken_over.end(), v))
          free.give_back(place(v)->offset, bytes(v));
    }
    plan_.arena_bytes = free.size();
    add_scratch();
  }

  void place_block(const Instruction& ins, int o, int value, int now, FreeList& free,
                   std::vector<int>& taken_over) {
    Block block{value, 0, bytes(value), now, last_[static_cast<std::size_t>(value)]};
    const auto dies_here = [&](int v) {
      return placed(v) && place(v)->base == MemoryPlan::arena && last_[static_cast<std::size_t>(v)] == now &&
             !std::count(taken_over.begin(), taken_over.end(), v);
    };
    if (chain_of(ins.verb))
      for (std::size_t k = static_cast<std::size_t>(ins.outputs); k < ins.values.size() && block.shares < 0;
           ++k)
        if (const int v = root(ins.values[k]); dies_here(v) && may_overwrite(values_, ins, o, k))
          block.shares = v;
    if (block.shares >= 0) taken_over.push_back(block.shares);
    block.offset = block.shares >= 0 ? place(block.shares)->offset : free.take(block.bytes);
    put(value, {MemoryPlan::arena, block.offset});
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
        const Values::View at = values_.view(v);
        const Address base = *place(at.root);
        ins.addresses.push_back({base.base, base.offset + static_cast<std::size_t>(at.offset)});
      }
      ins.addresses.push_back(scratch_);
      for (int& v : ins.values) v = values_.original(v);
    }
  }

  const Graph& g_;
  std::span<const int> state_of_root_;
  const Backend& backend_;
  Values values_;
  std::vector<Place> place_;       // of each value that has memory of its own
  std::vector<int> first_, last_;  // instruction that names the value, or a view of it; -1: none
  int state_writes_ = 0;
  MemoryPlan plan_;
  Address scratch_;
};

}  // namespace

MemoryPlan plan_memory(const Graph& g, Lowering&& low, std::span<const int> state_of_root,
                       const Backend& backend) {
  return Planner(g, std::move(low), state_of_root, backend).build();
}

}  // namespace pont::ad
