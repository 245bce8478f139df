// The training pairs of a half-bridge: a bounded table that is refilled now and then and read in shuffled
// order.
#pragma once
#include <span>
#include <vector>

#include "autodiff/rng.hpp"

namespace pont::kinds::bridge {

/// `units` paths or pairs of ends, each of which meets each of N edges: units * N items. A unit stores one
/// row [a, b] of 2 d floats for every edge (a path), or a single one (the ends, which serve all edges).
class PairCache final {
 public:
  PairCache(ad::i64 units, int N, ad::i64 d, bool row_per_edge, ad::Key key);

  ad::i64 units() const { return units_; }
  ad::i64 items() const { return units_ * N_; }
  /// Of rows and order, in bytes: all that a cache ever takes.
  std::size_t bytes() const;
  /// The halves of a unit's row for an edge, [d] each.
  std::span<float> a(ad::i64 unit, int edge) { return half(unit, edge, 0); }
  std::span<float> b(ad::i64 unit, int edge) { return half(unit, edge, 1); }

  /// Items number position, position + 1, ... of the endless sequence that belongs to `refill`: every pass
  /// over the items is a fresh permutation, so none is used twice before all were used once. rows [n, 2 d],
  /// edges [n].
  void read(ad::i64 refill, ad::i64 position, std::span<float> rows, std::span<ad::i64> edges);

 private:
  std::span<float> half(ad::i64 unit, int edge, ad::i64 which);
  void shuffle(ad::i64 refill, ad::i64 pass);

  ad::i64 units_, N_, d_, rows_per_unit_;
  ad::Key key_;
  std::vector<float> rows_;
  std::vector<std::uint32_t> order_;
  ad::i64 refill_ = -1, pass_ = -1;  // that order_ belongs to
};

}  // namespace pont::kinds::bridge
