// From paths and points to rows.
#include "experiments/kinds/bridge/pair_source.hpp"

#include <algorithm>

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

}  // namespace pont::kinds::bridge
