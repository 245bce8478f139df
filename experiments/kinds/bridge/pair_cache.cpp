// Rows, and keyed permutations of them.
#include "experiments/kinds/bridge/pair_cache.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pont::kinds::bridge {

using ad::i64;

PairCache::PairCache(i64 units, int N, i64 d, bool row_per_edge, ad::Key key)
    : units_(units),
      N_(N),
      d_(d),
      rows_per_unit_(row_per_edge ? N : 1),
      key_(key),
      rows_(static_cast<std::size_t>(units * rows_per_unit_ * 2 * d)),
      order_(static_cast<std::size_t>(units * N)) {}

std::size_t PairCache::bytes() const {
  return rows_.size() * sizeof(float) + 2 * order_.size() * sizeof(std::uint32_t);  // twice: random words
}

std::span<float> PairCache::half(i64 unit, int edge, i64 which) {
  const i64 row = unit * rows_per_unit_ + (rows_per_unit_ == 1 ? 0 : edge);
  return std::span(rows_).subspan(static_cast<std::size_t>((2 * row + which) * d_),
                                  static_cast<std::size_t>(d_));
}

// Fisher & Yates' shuffle; a product of 64 bits maps a random word to [0, i] with a bias below i / 2^32.
void PairCache::shuffle(i64 refill, i64 pass) {
  if (refill == refill_ && pass == pass_) return;
  refill_ = refill, pass_ = pass;
  std::iota(order_.begin(), order_.end(), 0u);
  std::vector<std::uint32_t> words(order_.size());
  ad::fill_bits(key_ / static_cast<ad::u64>(refill), static_cast<ad::u64>(pass), 0,
                static_cast<i64>(words.size()), words.data());
  for (std::size_t i = order_.size() - 1; i > 0; --i)
    std::swap(order_[i], order_[static_cast<std::size_t>((ad::u64{words[i]} * (i + 1)) >> 32)]);
}

void PairCache::read(i64 refill, i64 position, std::span<float> rows, std::span<i64> edges) {
  const auto width = static_cast<std::size_t>(2 * d_);
  for (std::size_t r = 0; r < edges.size(); ++r, ++position) {
    shuffle(refill, position / items());
    const i64 item = order_[static_cast<std::size_t>(position % items())];
    edges[r] = item % N_;
    std::copy_n(a(item / N_, static_cast<int>(edges[r])).data(), width, rows.data() + r * width);
  }
}

}  // namespace pont::kinds::bridge
