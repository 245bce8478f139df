// Products of matrices, alone and with the elementwise chain that reads them, block of rows by block of rows.
#pragma once
#include <algorithm>
#include <utility>

#include "autodiff/cpu/chain_runner.hpp"
#include "autodiff/cpu/products.hpp"
#include "autodiff/cpu/product/product.hpp"
#include "autodiff/cpu/product/window_product.hpp"

namespace pont::ad {

/// `Product` multiplies two matrices, see product::Product. Where the left factor is read from images through a
/// window (a convolution), it is WindowProduct or WindowGradient whatever `Product` is.
template <template <class> class Product>
class ProductsBy final : public Products {
 public:
  explicit ProductsBy(std::string library) : library_(std::move(library)) {}

  std::string library() const override { return library_; }
  std::size_t scratch_bytes(const Gemm& g) const override {
    return with_real(g.dtype, [&](auto t) { return product_scratch<decltype(t)>(g); });
  }
  std::size_t scratch_bytes(const GemmChain& v) const override {
    return with_real(v.gemm.dtype, [&](auto t) { return layout<decltype(t)>(v).product + rows_scratch<decltype(t)>(v.gemm); });
  }
  i64 packed_elements(const Gemm& g) const override {
    if (g.window) return g.transpose_a ? 0 : product::panel_elements(g.K, g.N);
    return with_real(g.dtype, [&](auto t) {
      return Product<decltype(t)>::packs(g) ? product::panel_elements(g.K, g.N) : 0;
    });
  }
  void run(const Gemm& v, Pointers p) const override {
    with_real(v.dtype, [&](auto t) { multiply<decltype(t)>(v, p); });
  }
  void run(const GemmChain& v, Pointers p) const override {
    with_real(v.gemm.dtype, [&](auto t) { fused<decltype(t)>(v, p); });
  }

 private:
  // What a product by rows needs.
  template <class T>
  static std::size_t rows_scratch(const Gemm& g) {
    return g.window ? product::WindowProduct<T>::scratch_bytes(g) : static_cast<std::size_t>(Product<T>::scratch(g)) * sizeof(T);
  }
  template <class T>
  static std::size_t product_scratch(const Gemm& g) {
    return by_gradient<T>(g) ? product::WindowGradient<T>::scratch_bytes(g) : rows_scratch<T>(g);
  }
  template <class T>
  static bool by_gradient(const Gemm& g) {
    return product::WindowGradient<T>::suits(g) && !Product<T>::suits(g);
  }

  // Of a fused product: the chain's tiles, one block of the product, what the product needs.
  struct FusedScratch {
    std::size_t block, product;  // where they begin
    i64 rows;                    // of a block
  };
  static constexpr i64 few_columns = 128;  // of which several blocks stay in a near cache
  template <class T>
  static FusedScratch layout(const GemmChain& v) {
    const i64 whole = v.gemm.window ? product::WindowProduct<T>::block : Product<T>::block,
              blocks = std::max<i64>(1, few_columns / std::max<i64>(1, v.gemm.N)),
              rows = std::min(v.gemm.M, blocks * whole);
    const std::size_t tiles = v.chain.scratch * tile_bytes,
                      block = static_cast<std::size_t>(rows * v.gemm.N) * sizeof(T);
    return {tiles, tiles + (block + 63) / 64 * 64, rows};
  }

  template <class T>
  static void fused(const GemmChain& v, Pointers p) {
    const std::size_t operands = p.size() - 1;
    std::byte* const scratch = p.back();
    const FusedScratch at = layout<T>(v);
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
      compute(product::WindowProduct<T>(v.gemm, a, b, scratch + at.product));
    else
      compute(Product<T>(v.gemm, a, b, as<T>(scratch + at.product)));
  }

  template <class T>
  static void multiply(const Gemm& v, Pointers p) {
    T* const y = as<T>(p[0]);
    const T *const a = as<T>(p[1]), *const b = as<T>(p[2]);
    if (by_gradient<T>(v)) return product::WindowGradient<T>(v, a, b, p[3]).all(y);
    if (v.window) return product::WindowProduct<T>(v, a, b, p[3]).all(y);
    for (i64 i = 0; i < v.batch; ++i)
      Product<T>(v, a + i * v.M * v.K, b + i * v.K * v.N, as<T>(p[3])).rows(0, v.M, y + i * v.M * v.N);
  }

  std::string library_;
};

}  // namespace pont::ad
