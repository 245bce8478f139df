// One row per verb, in the order of the variant.
#include "autodiff/cost.hpp"

#include <array>

namespace pont::ad {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<Verb>> kinds{
    "product", "packing", "chain",   "product+chain", "copy",    "fill",   "reduce",
    "cumsum",  "gather",  "scatter", "draw",          "convert", "row map", "custom"};

double flops(const Gemm& g) {
  return 2.0 * static_cast<double>(g.batch * g.M) * static_cast<double>(g.N) * static_cast<double>(g.K);
}

}  // namespace

std::string_view kind_of(const Verb& verb) { return kinds[verb.index()]; }

double product_flops(const Verb& verb) {
  if (const auto* g = std::get_if<Gemm>(&verb)) return flops(*g);
  if (const auto* g = std::get_if<GemmChain>(&verb)) return flops(g->gemm);
  return 0;
}

}  // namespace pont::ad
