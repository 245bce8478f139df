// The cost of an instruction: operations and bytes, one row per verb in the order of the variant.
#include "autodiff/cost.hpp"

#include <array>

namespace pont::ad {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<Verb>> kinds{
    "product", "packing", "chain",   "product+chain", "copy",    "fill",   "reduce",
    "cumsum",  "gather",  "scatter", "draw",          "convert", "row map", "custom"};

// What a product is called that reads images: the convolution, or one of its transposes.
std::string_view convolution(const Gemm& g, bool fused) {
  if (g.transpose_a) return "conv weight";
  if (g.transpose_b) return fused ? "conv input+chain" : "conv input";
  return fused ? "conv+chain" : "conv";
}

double flops(const Gemm& g) {
  if (g.window && !g.transpose_a) {  // taps that a phase never sees take no part
    double pairs = 0;
    for (const WindowTable::Phase& phase : g.window->phases())
      pairs += static_cast<double>(phase.positions.size() * phase.taps.size());
    const Window& w = g.window->window();
    return 2 * static_cast<double>(w.images * w.channels * g.N) * pairs;
  }
  return 2.0 * static_cast<double>(g.batch * g.M) * static_cast<double>(g.N) * static_cast<double>(g.K);
}

}  // namespace

std::string_view kind_of(const Verb& verb) {
  if (const auto* g = std::get_if<Gemm>(&verb); g && g->window) return convolution(*g, false);
  if (const auto* g = std::get_if<GemmChain>(&verb); g && g->gemm.window) return convolution(g->gemm, true);
  return kinds[verb.index()];
}

double product_flops(const Verb& verb) {
  if (const auto* g = std::get_if<Gemm>(&verb)) return flops(*g);
  if (const auto* g = std::get_if<GemmChain>(&verb)) return flops(g->gemm);
  return 0;
}

}  // namespace pont::ad
