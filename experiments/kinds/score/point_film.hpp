// A film of points: where some samples of a model are on their way from noise to data.
#pragma once
#include <string>
#include <vector>

#include "experiments/kinds/score/model.hpp"
#include "experiments/run/record.hpp"

namespace pont::kinds::score {

/// At most `count` of sde.T and the decreasing times below it, evenly passed over, both ends among them.
std::vector<double> film_times(const ScoreModel&, std::vector<double> times, std::size_t count);

/// The first two coordinates of the first samples of a stream, which come by the chunk.
class PointFilm final {
 public:
  /// `times`: those at which frames may be taken, decreasing, below sde.T. `samples`: how many are wanted.
  PointFilm(const ScoreModel&, std::vector<double> times, ad::i64 samples);

  /// Takes of the states u [chunk, k*d] at t as many rows as are wanted still, if a frame is due. The times
  /// of a chunk decrease.
  void watch(double t, const sde::Batch& u);
  /// After each chunk. Whether more samples are wanted: not where its sampler stopped at other times than
  /// that of the first one, whose samples then are the film.
  bool wants_more();
  /// GROUP/times [T] and GROUP/states, float32 [T, n, min(d, 2)] in the units of the data.
  void record(run::RunRecord&, const std::string& group) const;

 private:
  const ScoreModel& model_;
  std::size_t wanted_, due_ = 0;
  std::vector<double> all_times_, times_, times_of_chunk_;
  std::vector<metrics::Points> frames_, frames_of_chunk_;  // [n, min(d, 2)] each
};

}  // namespace pont::kinds::score
