// A matrix product as a call of cblas_sgemm or cblas_dgemm.
#include "autodiff/cpu/blas/product.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "autodiff/cpu/blas/library.hpp"

namespace pont::ad::blas {
namespace {

Gemm<float> gemm(float) { return library().sgemm; }
Gemm<double> gemm(double) { return library().dgemm; }

// A row has an element, says BLAS, where it has none.
int leading(i64 columns) { return static_cast<int>(std::max<i64>(1, columns)); }

}  // namespace

template <class T>
Product<T>::Product(const ad::Gemm& g, const T* a, const T* b, T*) : g_(g), a_(a), b_(b) {
  constexpr i64 most = std::numeric_limits<int>::max();
  if (std::max({g.M, g.N, g.K}) > most)
    throw std::length_error(fmt::format("blas: a product of {} x {} by {} x {} has a side of more than {} elements",
                                        g.M, g.K, g.K, g.N, most));
}

template <class T>
void Product<T>::rows(i64 from, i64 to, T* y) const {
  const auto M = static_cast<int>(to - from), N = static_cast<int>(g_.N), K = static_cast<int>(g_.K);
  if (K == 0) return static_cast<void>(std::fill_n(y, (to - from) * g_.N, T(0)));
  gemm(T{})(row_major, g_.transpose_a ? transposed : as_it_is, g_.transpose_b ? transposed : as_it_is, M, N, K, 1,
            a_ + from * (g_.transpose_a ? 1 : g_.K), leading(g_.transpose_a ? g_.M : g_.K), b_,
            leading(g_.transpose_b ? g_.K : g_.N), 0, y, leading(g_.N));
}

template class Product<float>;
template class Product<double>;

}  // namespace pont::ad::blas
