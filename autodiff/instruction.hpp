// What backends execute: a dozen verbs with all sizes decided, operands given by position. Verbs know no
// gradients.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "autodiff/scalar_ops.hpp"
#include "autodiff/tape.hpp"
#include "autodiff/window.hpp"

namespace pont::ad {

// The comment after each verb lists its operands in order, outputs first.

/// y [batch, M, N] = op(a) op(b), row-major, each matrix contiguous.  y, a, b
/// With a window (batch 1), matrix a is what the taps see: row [position], column [tap, channel]. b has one matrix per
/// tap, [tap, channel, N], each of which is transposed by itself; with transpose_a it is [position, N].
struct Gemm {
  Dtype dtype;
  bool transpose_a, transpose_b;
  i64 batch, M, N, K;
  bool packed = false;  ///< b is what Pack made of it
  std::shared_ptr<const WindowTable> window = {};

  i64 taps() const { return window && !transpose_a ? window->window().taps[0] * window->window().taps[1] : 1; }
};

/// y = op(b) [K, N], the right factor of products, as the backend's products read it fastest.  y, b
struct Pack {
  Dtype dtype;
  bool transpose;
  i64 K, N;
  i64 elements;  ///< of y, see Backend::packed_elements
  i64 taps = 1;  ///< matrices of which b consists
};

/// How an input of a chain is read along the flattened iteration space.
struct ChainInput {
  enum class Kind : std::uint8_t { contiguous, scalar, broadcast } kind;
  std::array<i64, max_rank> strides;  ///< for broadcast: element strides along the axes of Chain::shape
  std::uint16_t slot;                 ///< for broadcast: the scratch tile it is spread into
};

/// Fused elementwise formulas, computed tile by tile.  outputs..., inputs...
/// Registers are numbered: outputs, then inputs, then scratch tiles.
struct Chain {
  Dtype dtype;
  Shape shape;  ///< iteration space; axes merged as far as the inputs' strides allow
  std::uint16_t outputs, scratch;
  std::vector<ChainInput> inputs;
  std::vector<MicroOp> ops;
};

/// A chain whose last input is a product (batch 1) that nobody else reads and that is never stored as a
/// whole. outputs..., inputs but the last..., a, b
struct GemmChain {
  Gemm gemm;
  Chain chain;
};

/// y[index . to + to_offset] = x[index . from + from_offset] for all indices of `shape`.  y, x
struct Copy {
  Dtype dtype;
  Shape shape;
  std::array<i64, max_rank> to, from;
  i64 to_offset, from_offset;
};

/// y = value, n elements.  y
struct Fill {
  Dtype dtype;
  i64 n;
  double value;
};

/// y [outer, inner] from x [outer, n, inner].  y, x
struct Reduce {
  enum class Kind : std::uint8_t { sum, max, argmax } kind;
  Dtype dtype;
  i64 outer, n, inner;
};

/// Running sums along the middle axis of [outer, n, inner].  y, x
struct CumulativeSum {
  Dtype dtype;
  i64 outer, n, inner;
  bool reverse;
};

/// Row y[i] = x[index[i]], `row` elements each.  y, x, index
struct Gather {
  Dtype dtype;
  i64 count, rows, row;
};

/// y = 0, then y[index[i]] += g[i] for i = 0, 1, ...  y, g, index
struct ScatterAdd {
  Dtype dtype;
  i64 count, rows, row;
};

/// Draws of one stream; element numbers start at first * row.  y, step, first
struct Draw {
  enum class Kind : std::uint8_t { uniform, normal } kind;
  Dtype dtype;
  std::uint64_t key;
  i64 n, row;
};

/// y = x in another type.  y, x
struct Convert {
  Dtype from, to;
  i64 n;
};

/// y[r] = f(x[r]) on the host.  y, x
struct MapRows {
  std::shared_ptr<const RowFunction> f;
  Dtype from, to;
  i64 rows;
};

/// What a primitive computes by a loop of its own, in the host's memory; it knows its sizes and its element type.
class RowKernel {
 public:
  virtual ~RowKernel() = default;
  /// Computes the rows [from, to) of the result: any division of the rows gives the same bits. No allocation.
  virtual void run(std::span<std::byte* const> operands, i64 from, i64 to) const = 0;
};

/// The kernel of a custom primitive, where the backend has it (see Backend::has_kernel).  y, inputs...
struct Custom {
  std::shared_ptr<const RowKernel> kernel;
  i64 rows, width;
};

using Verb = std::variant<Gemm, Pack, Chain, GemmChain, Copy, Fill, Reduce, CumulativeSum, Gather, ScatterAdd,
                          Draw, Convert, MapRows, Custom>;

/// The elementwise formulas of a verb, or null.
inline const Chain* chain_of(const Verb& verb) {
  if (const auto* fused = std::get_if<GemmChain>(&verb)) return &fused->chain;
  return std::get_if<Chain>(&verb);
}

/// Where an operand lies: an offset from one of the program's base pointers.
struct Address {
  int base = 0;
  std::size_t offset = 0;
};

struct Instruction {
  Verb verb;
  int outputs;                     ///< how many of the operands are written
  std::vector<int> values;         ///< operands as values of the graph
  std::vector<Address> addresses;  ///< operands in memory, filled in by the memory plan
  int origin;                      ///< tape position, for messages and profiles
};

}  // namespace pont::ad
