// Right factors that do not change between runs, packed once for all products that read them.
#include "autodiff/factor_packing.hpp"

#include <algorithm>
#include <map>

namespace pont::ad {
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
          {Pack{g->dtype, g->transpose_b, g->K, g->N, elements}, 1, {known->second, factor}, {}, ins.origin});
    }
    g->packed = true;
    factor = known->second;
  }
  low.preparation = list.size();
  std::ranges::move(low.instructions, std::back_inserter(list));
  low.instructions = std::move(list);
}

}  // namespace pont::ad
