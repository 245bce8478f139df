// Matrix products, alone and with the elementwise chain that reads them, block of rows by block of rows.
#include <algorithm>

#include "autodiff/cpu/chain_runner.hpp"
#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/product/product.hpp"

namespace pont::ad {
namespace {

using product::Product;

// Scratch of a fused product: the chain's tiles, one block of the product, panels.
template <class T>
void fused(const GemmChain& v, Pointers p) {
  const std::size_t operands = p.size() - 1;
  std::byte* const scratch = p.back();
  T* const block = as<T>(scratch + v.chain.scratch * tile_bytes);
  const i64 rows = std::min(v.gemm.M, Product<T>::block);
  const Product<T> product(v.gemm, as<T>(p[operands - 2]), as<T>(p[operands - 1]), block + rows * v.gemm.N);
  ChainRunner<T> chain(v.chain, p.first(operands - 2), scratch);
  for (i64 from = 0; from < v.gemm.M; from += rows) {
    const i64 to = std::min(from + rows, v.gemm.M);
    product.rows(from, to, block);
    chain.run(from * v.gemm.N, to * v.gemm.N, block);
  }
}

}  // namespace

std::size_t Cpu::scratch_bytes(const Verb& verb) const {
  const auto panels = [](const Gemm& g) {
    return with_real(g.dtype, [&](auto t) {
      return static_cast<std::size_t>(Product<decltype(t)>::scratch(g)) * sizeof t;
    });
  };
  if (const auto* g = std::get_if<Gemm>(&verb)) return panels(*g);
  if (const auto* c = std::get_if<Chain>(&verb))
    return static_cast<std::size_t>(parts(*c)) * c->scratch * tile_bytes;
  if (const auto* f = std::get_if<GemmChain>(&verb)) {
    const i64 block = std::min(f->gemm.M, Product<float>::block) * f->gemm.N;
    return f->chain.scratch * tile_bytes + static_cast<std::size_t>(block) * size_of(f->gemm.dtype) +
           panels(f->gemm);
  }
  return 0;
}

i64 Cpu::packed_elements(const Gemm& g) const {
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
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    for (i64 i = 0; i < v.batch; ++i)
      Product<T>(v, as<T>(p[1]) + i * v.M * v.K, as<T>(p[2]) + i * v.K * v.N, as<T>(p[3]))
          .rows(0, v.M, as<T>(p[0]) + i * v.M * v.N);
  });
}

void Cpu::run(const GemmChain& v, Pointers p) {
  with_real(v.gemm.dtype, [&](auto t) { fused<decltype(t)>(v, p); });
}

}  // namespace pont::ad
