// Tasks of a trained score on the workers: one score for each worker, progress told.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "experiments/kinds/score/generate.hpp"
#include "experiments/store/progress.hpp"

namespace pont::kinds::score {

/// task(n, score) for n = 0, ..., count - 1, in any order and by several threads.
template <class Task>
void for_each_task(const TrainedScore& trained, ad::i64 count, const std::string& unit, Task task) {
  const losses::NetworkScore prototype =
      trained.model.score(trained.parameters, trained.chunk, trained.workers.device());
  std::vector<losses::NetworkScore> scores;
  for (int w = 0; w < trained.workers.count(); ++w) scores.push_back(prototype.replica());
  store::TaskProgress progress(count, unit);
  trained.workers.run(static_cast<int>(count), [&](int n, int worker) {
    task(n, scores[static_cast<std::size_t>(worker)]);
    progress.done();
  });
}

/// task(c, score) for each chunk c that has some of the rows from, ..., to - 1: it covers rows [c chunk,
/// (c + 1) chunk).
template <class Task>
void for_each_chunk(const TrainedScore& trained, ad::i64 from, ad::i64 to, Task task) {
  if (from >= to) return;
  const ad::i64 first = from / trained.chunk, last = (to + trained.chunk - 1) / trained.chunk;
  for_each_task(trained, last - first, "chunks",
                [&](ad::i64 n, losses::NetworkScore& score) { task(first + n, score); });
}

/// Rows from, from + 1, ... of x, as many as a chunk has: these again where x ends, for the common steps of a
/// flow depend on all its rows.
inline metrics::Points rows_of_chunk(const metrics::Points& x, ad::i64 from, ad::i64 chunk) {
  const ad::i64 rows = std::min<ad::i64>(chunk, x.rows() - from);
  metrics::Points padded(chunk, x.cols());
  for (ad::i64 r = 0; r < chunk; ++r) padded.row(r) = x.row(from + r % rows);
  return padded;
}

}  // namespace pont::kinds::score
