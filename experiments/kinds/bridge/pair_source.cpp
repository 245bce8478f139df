// Training pairs: from paths and points to rows, and keyed permutations of the rows.
#include "experiments/kinds/bridge/pair_source.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pont::kinds::bridge {
namespace {

using ad::i64;

std::span<const float> row_of(const std::vector<float>& state, i64 row, std::size_t d) {
  return std::span(state).subspan(static_cast<std::size_t>(row) * d, d);
}

metrics::Points as_points(std::span<const float> values, i64 rows) {
  metrics::Points p(rows, static_cast<i64>(values.size()) / rows);
  std::ranges::copy(values, p.data());
  return p;
}

}  // namespace

void SimulatedSteps::fill(i64 refill, PairCache& cache) {
  simulator_->run(refill, 0, cache.units() / rows_, [&](const ChainPaths& paths) {
    for (std::size_t j = 0; j < paths.targets.size(); ++j)
      for (i64 r = 0; r < rows_; ++r) {
        const std::span<float> a = cache.a(paths.first + r, static_cast<int>(j)),
                               b = cache.b(paths.first + r, static_cast<int>(j));
        std::ranges::copy(row_of(paths.states[j + static_cast<std::size_t>(direction_.to)], r, a.size()),
                          a.begin());
        std::ranges::copy(row_of(paths.targets[j], r, b.size()), b.begin());
      }
  });
}

void SimulatedEnds::fill(i64 refill, PairCache& cache) {
  simulator_->run(refill, 0, cache.units() / rows_, [&](const ChainPaths& paths) {
    for (i64 r = 0; r < rows_; ++r) {
      const std::span<float> a = cache.a(paths.first + r, 0), b = cache.b(paths.first + r, 0);
      std::ranges::copy(row_of(paths.states.front(), r, a.size()), a.begin());
      std::ranges::copy(row_of(paths.states.back(), r, b.size()), b.begin());
    }
  });
}

CoupledEnds::CoupledEnds(const BridgeModel& model, std::shared_ptr<const MinibatchCoupling> coupling,
                         ad::Key key, i64 block, ad::Workers& workers)
    : coupling_(std::move(coupling)),
      key_(key / "coupling"),
      block_(block),
      d_(model.d()),
      workers_(workers),
      data_(*model.data, key / "data", block, workers),
      prior_(*model.prior, key / "prior", block, workers) {}

void CoupledEnds::fill(i64 refill, PairCache& cache) {
  const auto width = static_cast<std::size_t>(d_);
  workers_.run(static_cast<int>(cache.units() / block_), [&](int n, int worker) {
    const i64 first = n * block_;
    std::vector<float> x(static_cast<std::size_t>(block_) * width), y(x.size());
    data_.draw(worker, refill, first, x);
    prior_.draw(worker, refill, first, y);
    const ad::Key key = key_ / static_cast<ad::u64>(refill) / static_cast<ad::u64>(n);
    const auto partner = coupling_->partners(as_points(x, block_), as_points(y, block_), key);
    for (i64 r = 0; r < block_; ++r) {
      std::ranges::copy(row_of(x, r, width), cache.a(first + r, 0).begin());
      std::ranges::copy(row_of(y, partner[static_cast<std::size_t>(r)], width),
                        cache.b(first + r, 0).begin());
    }
  });
}

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
