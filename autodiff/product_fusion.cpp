// Products after lowering: computed inside the chain that reads them, fixed right factors packed once.
#include "autodiff/product_fusion.hpp"

#include <algorithm>
#include <map>


namespace pont::ad {

// Products that are computed where their only reader, a chain, needs them: block by block, while they are in
// the cache.

namespace {

constexpr int none = -1;

class Fusion {
 public:
  Fusion(const Graph& g, Lowering& low)
      : low_(low), list_(low.instructions), reader_(g.nodes.size(), unread) {
    for (int r : g.roots) reader_[root(r)] = shared;
    for (std::size_t i = 0; i < list_.size(); ++i) {
      const std::vector<int>& values = list_[i].values;
      for (std::size_t k = static_cast<std::size_t>(list_[i].outputs); k < values.size(); ++k) {
        int& reader = reader_[root(values[k])];
        reader = reader == unread ? static_cast<int>(i) : shared;
      }
    }
  }

  void run() {
    std::vector<int> product(list_.size(),
                             none);  // of each chain; the largest one wins, the last among equals
    for (std::size_t i = 0; i < list_.size(); ++i)
      if (const int chain = chain_reading(list_[i]); chain >= 0)
        if (int& best = product[chain]; best == none || work(best) <= work(static_cast<int>(i)))
          best = static_cast<int>(i);
    std::vector<bool> gone(list_.size());
    for (std::size_t c = 0; c < list_.size(); ++c)
      if (product[c] != none) {
        fuse(list_[c], list_[product[c]]);
        gone[product[c]] = true;
      }
    std::vector<Instruction> kept;
    for (std::size_t i = 0; i < list_.size(); ++i)
      if (!gone[i]) kept.push_back(std::move(list_[i]));
    list_ = std::move(kept);
  }

 private:
  static constexpr int unread = -1, shared = -2;

  int root(int value) const { return low_.root(value); }
  i64 work(int product) const {
    const Gemm& g = std::get<Gemm>(list_[product].verb);
    return g.M * g.N * g.K;
  }
  // Whether rows can be computed where they are read, in their order.
  static bool by_rows(const Gemm& g) {
    return g.batch == 1 && !(g.window && (g.transpose_a || !g.window->in_order()));
  }
  // Position of `value` among the inputs of a chain.
  std::size_t input_of(const Instruction& chain, int value) const {
    std::size_t k = static_cast<std::size_t>(chain.outputs);
    while (root(chain.values[k]) != value) ++k;
    return k - static_cast<std::size_t>(chain.outputs);
  }
  // The chain that alone reads this product as a whole, or none.
  int chain_reading(const Instruction& ins) const {
    const Gemm* g = std::get_if<Gemm>(&ins.verb);
    if (!g || !by_rows(*g) || low_.aliases()[ins.values[0]] || reader_[ins.values[0]] < 0) return none;
    const int reader = reader_[ins.values[0]];
    const Chain* chain = std::get_if<Chain>(&list_[reader].verb);
    if (!chain || chain->shape.size() != g->M * g->N) return none;
    const bool whole =
        chain->inputs[input_of(list_[reader], ins.values[0])].kind == ChainInput::Kind::contiguous;
    return whole ? reader : none;
  }

  void fuse(Instruction& reader, const Instruction& product) const {
    Chain chain = std::get<Chain>(std::move(reader.verb));
    const std::size_t k = input_of(reader, product.values[0]);
    const auto input = static_cast<std::ptrdiff_t>(k);
    std::rotate(chain.inputs.begin() + input, chain.inputs.begin() + input + 1, chain.inputs.end());
    const std::size_t at = chain.outputs + k, last = chain.outputs + chain.inputs.size() - 1;
    const auto moved = [&](std::uint16_t r) {
      return static_cast<std::uint16_t>(r == at ? last : (r > at && r <= last) ? r - 1 : r);
    };
    for (MicroOp& op : chain.ops)
      for (std::uint16_t& r : op.in) r = moved(r);
    reader.values.erase(reader.values.begin() + reader.outputs + input);
    reader.values.insert(reader.values.end(), product.values.begin() + 1, product.values.end());
    reader.origin = product.origin;  // the layer says more than its activation
    reader.verb = GemmChain{std::get<Gemm>(product.verb), std::move(chain)};
  }

  Lowering& low_;
  std::vector<Instruction>& list_;
  std::vector<int> reader_;  // of each value: the instruction that alone reads it, unread or shared
};

}  // namespace

void fuse_products(const Graph& g, Lowering& low) { Fusion(g, low).run(); }

// Right factors that do not change between runs, packed once for all products that read them.

namespace {

Gemm* product_of(Verb& verb) {
  if (auto* fused = std::get_if<GemmChain>(&verb)) return &fused->gemm;
  return std::get_if<Gemm>(&verb);
}

}  // namespace

void pack_fixed_factors(Lowering& low, std::span<const int> fixed, const Backend& backend) {
  std::map<std::pair<int, bool>, int> packed;  // of a value, as it is or transposed
  std::vector<Instruction> list;
  for (Instruction& ins : low.instructions) {
    Gemm* const g = product_of(ins.verb);
    if (!g || std::ranges::find(fixed, low.root(ins.values.back())) == fixed.end()) continue;
    const i64 elements = backend.packed_elements(*g);
    if (elements == 0) continue;
    int& factor = ins.values.back();
    const auto [known, added] = packed.try_emplace({factor, g->transpose_b});
    if (added) {
      known->second = low.add_value(elements, g->dtype, ins.origin);
      list.push_back(
          {Pack{g->dtype, g->transpose_b, g->K, g->N, elements, g->taps()}, 1, {known->second, factor}, {}, ins.origin});
    }
    g->packed = true;
    factor = known->second;
  }
  low.preparation = list.size();
  std::ranges::move(low.instructions, std::back_inserter(list));
  low.instructions = std::move(list);
}

}  // namespace pont::ad
