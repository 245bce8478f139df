// Cpu::run(Gemm), (Pack) and (GemmChain): handed to the products that the backend has; and those of our own.
#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/products_by.hpp"

namespace pont::ad {

static_assert(product::Product<float>::block == product::WindowProduct<float>::block);

const Products& own_products() {
  static const ProductsBy<product::Product> object("");
  return object;
}

std::size_t Cpu::scratch_bytes(const Verb& verb) const {
  if (const auto* g = std::get_if<Gemm>(&verb)) return products_.scratch_bytes(*g);
  if (const auto* c = std::get_if<Chain>(&verb))
    return static_cast<std::size_t>(parts(*c)) * c->scratch * tile_bytes;
  if (const auto* f = std::get_if<GemmChain>(&verb)) return products_.scratch_bytes(*f);
  return 0;
}

i64 Cpu::packed_elements(const Gemm& g) const { return products_.packed_elements(g); }

void Cpu::run(const Pack& v, Pointers p) {
  with_real(v.dtype, [&](auto t) {
    using T = decltype(t);
    product::pack_right<T>(v, as<T>(p[1]), as<T>(p[0]));
  });
}

void Cpu::run(const Gemm& v, Pointers p) { products_.run(v, p); }
void Cpu::run(const GemmChain& v, Pointers p) { products_.run(v, p); }

}  // namespace pont::ad
