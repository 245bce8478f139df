// A film: some samples of an image model on their way from noise to data, and what the network makes of them.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/picture.hpp"
#include "experiments/kinds/score/model.hpp"
#include "experiments/run/record.hpp"
#include "sde/score.hpp"

namespace pont::kinds::score {

/// Of the first samples of a stream, at some of the times at which trajectories are recorded.
class Film final {
 public:
  /// `times`: the decreasing times below sde.T at which frames may be taken; the first frame is at sde.T.
  Film(const ScoreModel&, std::vector<double> times, ad::i64 samples);

  /// Takes a frame of the states u [B, k*d] at t if one is due; the denoised ones cost an evaluation of the
  /// score.
  void watch(double t, const sde::Batch& u, sde::Score& score);
  /// GROUP/times [T]; GROUP/states, u8 [T, n, height, width, channels], x divided by the deviation of data of
  /// variance 1 at that time; and GROUP/denoised, the same for E[x_0 | x_t] = (x_t + Q s) / Phi (Tweedie),
  /// where all blocks of the SDE are driven. -1 is 0 and 1 is 255.
  void record(run::RunRecord&, const std::string& group) const;

 private:
  const ScoreModel& model_;
  ad::i64 samples_;
  std::vector<double> due_, times_;
  std::vector<std::uint8_t> states_, denoised_;
};

/// The strip of a kept film: a row for each sample, a column for each time. Member "states" or "denoised".
figures::Picture film_strip(const store::H5Reader&, const std::string& group, const std::string& member);

}  // namespace pont::kinds::score
