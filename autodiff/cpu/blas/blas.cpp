// open_blas(): the CPU backend with the products of a library.
#include "autodiff/cpu/blas/blas.hpp"

#include "autodiff/cpu/blas/library.hpp"
#include "autodiff/cpu/blas/product.hpp"
#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/products_by.hpp"

namespace pont::ad {

std::unique_ptr<Backend> open_blas() {
  static const ProductsBy<blas::Product> products(blas::library().description);
  return std::make_unique<Cpu>(nullptr, products);
}

}  // namespace pont::ad
