// How the CPU backend multiplies matrices: by its own products or by a library. The rest of it does not know which.
#pragma once
#include <string>

#include "autodiff/backend.hpp"

namespace pont::ad {

/// Products of matrices on the calling thread. Shapes and pieces depend on the verb alone, never on who runs it.
class Products {
 public:
  virtual ~Products() = default;
  /// The library whose version and kernels decide the bits; empty where they are defined (see product::Tile).
  virtual std::string library() const = 0;
  /// As Backend has them.
  virtual std::size_t scratch_bytes(const Gemm&) const = 0;
  virtual std::size_t scratch_bytes(const GemmChain&) const = 0;
  virtual i64 packed_elements(const Gemm&) const = 0;
  virtual void run(const Gemm&, Pointers) const = 0;
  virtual void run(const GemmChain&, Pointers) const = 0;
};

/// One chain of fused multiply-adds per element, for any vector width.
const Products& own_products();

}  // namespace pont::ad
