// The kernels, as functions of the host: each enqueues work on a stream and returns. Addresses are of device
// memory unless stated; results have the same bits in every run.
#pragma once
#include <cuda_runtime.h>

#include <cstdint>

#include "autodiff/scalar_ops.hpp"
#include "autodiff/shape.hpp"
#include "autodiff/window.hpp"

namespace pont::ad::cuda {

/// Elementwise formulas of one iteration space, see Chain; every thread computes one element. Registers are
/// numbered like those of Chain. Passed by value, so it comes in two sizes: kernels copy their parameters.
template <int max_operands, int max_spreads, int max_operations>
struct ChainCode {
  static constexpr int operand_limit = max_operands, spread_limit = max_spreads,
                       operation_limit = max_operations;
  struct Operand {
    void* data;
    i64 step;  ///< elements from one to the next: 1, or 0 for a scalar
  };
  struct Spread {  ///< a broadcast operand, and the scratch register that it is read into
    i64 strides[max_rank];
    int operand, target;
  };
  i64 n;
  int operands, spreads, operations, scratch, rank;
  i64 length[max_rank];
  Operand operand[max_operands];
  Spread spread[max_spreads];
  MicroOp operation[max_operations];
};
using ShortChain = ChainCode<24, 8, 24>;
using LongChain = ChainCode<256, 192, 64>;  ///< what 64 formulas of three operands can need

template <class T, class Code>
void run_chain(const Code&, cudaStream_t);

/// y[index . to] = x[index . from] over all indices of `length`; words of 4 or 8 bytes.
struct StridedCopy {
  int rank;
  i64 n;
  i64 length[max_rank], to[max_rank], from[max_rank];
};
template <class Word>
void copy(const StridedCopy&, const Word* x, Word* y, cudaStream_t);

/// y [rows, depth] = what the taps see at the positions [from, from + rows) of all images x; zeros outside.
template <class T>
void columns(const Window&, i64 from, i64 rows, const T* x, T* y, cudaStream_t);

template <class T>
void fill(i64 n, T value, T* y, cudaStream_t);

template <class From, class To>
void convert(i64 n, const From* x, To* y, cudaStream_t);

/// The first index that named no row: what fail_index needs. `op` is an address of the host; null: none.
struct Fault {
  const char* op;
  i64 index, rows;
};
/// Enters the first of `count` indices outside of [0, rows) into `fault`, unless that holds one already.
void check_indices(const char* op, i64 count, i64 rows, const i64* index, Fault* fault, cudaStream_t);

/// Row y[i] = x[index[i]] of `row` words; zeros where the index names no row.
template <class Word>
void gather(i64 count, i64 rows, i64 row, const Word* x, const i64* index, Word* y, cudaStream_t);

/// y [rows, row] = the sums of the g[i] with index[i] = r, added in the order of i, for r = 0, 1, ...
/// Reads all indices once per row of y.
template <class T>
void scatter_add(i64 count, i64 rows, i64 row, const T* g, const i64* index, T* y, cudaStream_t);

/// y [outer, inner] = sums over the middle axis of x [outer, n, inner]. The order depends on n and inner
/// alone. `partial`: sum_partials(...) elements.
template <class T>
void sum(i64 outer, i64 n, i64 inner, const T* x, T* partial, T* y, cudaStream_t);
i64 sum_partials(i64 outer, i64 n, i64 inner);

/// The maximum of each column, and the position of its first occurrence; one of `value` and `position` may be
/// null.
template <class T>
void maximum(i64 outer, i64 n, i64 inner, const T* x, T* value, i64* position, cudaStream_t);

/// Running sums along the middle axis, each by one thread, in the order of the CPU.
template <class T>
void cumulative_sum(i64 outer, i64 n, i64 inner, bool reverse, const T* x, T* y, cudaStream_t);

/// Elements *first * row, ... of slot *step of a stream; Law is of autodiff/draws.hpp.
template <class Law, class T>
void draw(std::uint64_t key, i64 n, i64 row, const i64* step, const i64* first, T* y, cudaStream_t);

}  // namespace pont::ad::cuda
