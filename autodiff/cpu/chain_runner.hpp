// Elementwise chains, tile by tile: every formula runs over a tile that stays in the L1 cache.
#pragma once
#include <algorithm>
#include <array>

#include "autodiff/cpu/cpu.hpp"
#include "autodiff/cpu/formula.hpp"

namespace pont::ad {

/// One chain with its operands, ready to compute any range of its elements.
template <class T>
class ChainRunner final {
 public:
  /// `operands`: outputs, inputs (the last one may be missing if run supplies it). `scratch`: Chain::scratch
  /// tiles.
  ChainRunner(const Chain& v, Pointers operands, std::byte* scratch);

  /// Elements [from, to). `last`, if given, is the part [from, to) of the last input.
  void run(i64 from, i64 to, T* last = nullptr);

 private:
  static constexpr std::size_t max_registers = 512, max_operations = 64;
  unsigned scalar_operands(const MicroOp&) const;
  i64 tile_length(i64 from) const;
  void point_to_tile(i64 from, i64 n);

  const Chain& v_;
  Pointers p_;
  i64 tile_;
  i64 width_, block_;  ///< elements of a row, and of rows between which vectors along the row do not change
  std::size_t first_scratch_;
  i64 spread_block_ = -1, spread_length_ = 0;  ///< for whose tiles up to this length such vectors are spread already
  std::array<T*, max_registers> reg_;
  std::array<Loop<T>, max_operations> loops_;
};

extern template class ChainRunner<float>;
extern template class ChainRunner<double>;

}  // namespace pont::ad
