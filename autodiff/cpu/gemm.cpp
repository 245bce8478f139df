// Matrix products, alone and with the elementwise chain that reads them, block of rows by block of rows.
#include <algorithm>

#include "autodiff/cpu/chain_runner.hpp"
#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/product/product.hpp"
#include "autodiff/cpu/product/window_product.hpp"

namespace pont::ad {
namespace {

using product::Product;
using product::WindowGradient;
using product::WindowProduct;

static_assert(Product<float>::block == WindowProduct<float>::block);

// What a product by rows needs.
template <class T>
std::size_t rows_scratch(const Gemm& g) {
  return g.window ? WindowProduct<T>::scratch_bytes(g) : static_cast<std::size_t>(Product<T>::scratch(g)) * sizeof(T);
}
template <class T>
std::size_t product_scratch(const Gemm& g) {
  return WindowGradient<T>::suits(g) ? WindowGradient<T>::scratch_bytes(g) : rows_scratch<T>(g);
}

// Of a fused product: the chain's tiles, one block of the product, what the product needs.
struct FusedScratch {
  std::size_t block, product;  // where they begin
  i64 rows;                    // of a block
};
constexpr i64 few_columns = 128;  // of which several blocks stay in a near cache
FusedScratch layout(const GemmChain& v) {
  const i64 blocks = std::max<i64>(1, few_columns / std::max<i64>(1, v.gemm.N));
  const i64 rows = std::min(v.gemm.M, blocks * Product<float>::block);
  const std::size_t tiles = v.chain.scratch * tile_bytes,
                    block = static_cast<std::size_t>(rows * v.gemm.N) * size_of(v.gemm.dtype);
  return {tiles, tiles + (block + 63) / 64 * 64, rows};
}

template <class T>
void fused(const GemmChain& v, Pointers p) {
  const std::size_t operands = p.size() - 1;
  std::byte* const scratch = p.back();
  const FusedScratch at = layout(v);
  T* const block = as<T>(scratch + at.block);
  const T *const a = as<T>(p[operands - 2]), *const b = as<T>(p[operands - 1]);
  ChainRunner<T> chain(v.chain, p.first(operands - 2), scratch);
  const auto compute = [&](const auto& product) {
    for (i64 from = 0; from < v.gemm.M; from += at.rows) {
      const i64 to = std::min(from + at.rows, v.gemm.M);
      product.rows(from, to, block);
      chain.run(from * v.gemm.N, to * v.gemm.N, block);
    }
  };
  if (v.gemm.window)
    compute(WindowProduct<T>(v.gemm, a, b, scratch + at.product));
  else
    compute(Product<T>(v.gemm, a, b, as<T>(scratch + at.product)));
}

template <class T>
void multiply(const Gemm& v, Pointers p) {
  T* const y = as<T>(p[0]);
  const T *const a = as<T>(p[1]), *const b = as<T>(p[2]);
  if (WindowGradient<T>::suits(v)) return WindowGradient<T>(v, a, b, p[3]).all(y);
  if (v.window) return WindowProduct<T>(v, a, b, p[3]).all(y);
  for (i64 i = 0; i < v.batch; ++i)
    Product<T>(v, a + i * v.M * v.K, b + i * v.K * v.N, as<T>(p[3])).rows(0, v.M, y + i * v.M * v.N);
}

}  // namespace

std::size_t Cpu::scratch_bytes(const Verb& verb) const {
  const auto of_product = [](const Gemm& g) {
    return with_real(g.dtype, [&](auto t) { return product_scratch<decltype(t)>(g); });
  };
  const auto of_fused = [](const Gemm& g) {
    return with_real(g.dtype, [&](auto t) { return rows_scratch<decltype(t)>(g); });
  };
  if (const auto* g = std::get_if<Gemm>(&verb)) return of_product(*g);
  if (const auto* c = std::get_if<Chain>(&verb))
    return static_cast<std::size_t>(parts(*c)) * c->scratch * tile_bytes;
  if (const auto* f = std::get_if<GemmChain>(&verb)) return layout(*f).product + of_fused(f->gemm);
  return 0;
}

i64 Cpu::packed_elements(const Gemm& g) const {
  if (g.window) return g.transpose_a ? 0 : product::panel_elements(g.K, g.N);
  return with_real(g.dtype, [&](auto t) {
    using P = Product<decltype(t)>;
    return P::packs(g) ? product::panel_elements(g.K, g.N) : 0;
  });
}

void Cpu::run(const Pack& v, Pointers p) {
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    product::pack_right<T>(v, as<T>(p[1]), as<T>(p[0]));
  });
}

void Cpu::run(const Gemm& v, Pointers p) {
  with_real(v.dtype, [&](auto t) { multiply<decltype(t)>(v, p); });
}

void Cpu::run(const GemmChain& v, Pointers p) {
  with_real(v.gemm.dtype, [&](auto t) { fused<decltype(t)>(v, p); });
}

}  // namespace pont::ad
