// Bits per dimension by DDPM's sum: all steps of a schedule, bytes as bins.
#include "experiments/kinds/score/byte_images.hpp"
#include "experiments/kinds/score/chunks.hpp"
#include "sde/grid.hpp"

namespace pont::kinds::score {

using metrics::Points;

sde::DiscreteBound sum_of(const TrainedScore& trained, const Points& x, const sde::AlphaBars& levels,
                          const sde::StepVariance& variance, ad::Key key) {
  const double level = level_of(trained.model),
               most = 1 - (trained.model.data->pixels()->dequantised ? level / 2 : 0);
  const sde::BinStep bins(-most, most, level);
  sde::DiscreteBound all{Eigen::VectorXd(x.rows()), Eigen::VectorXd(x.rows())};
  for_each_chunk(trained, 0, x.rows(), [&](ad::i64 c, sde::Score& score) {
    const Eigen::Index from = c * trained.chunk,
                       rows = std::min<Eigen::Index>(trained.chunk, x.rows() - from);
    const sde::DiscreteBound part =
        sde::discrete_bound(levels, sde::noise_prediction(trained.model.sde(), score, levels), variance, bins,
                            x.middleRows(from, rows), sde::KeyedNoise(key, from));
    all.rate.segment(from, rows) = part.rate;
    all.distortion.segment(from, rows) = part.distortion;
  });
  return all;
}

namespace {

sde::AlphaBars levels_of(const sde::LinearSde& sde, const BitKeys& keys) {
  const int steps = static_cast<int>(keys.steps);
  if (keys.schedule != own_levels) return sde::schedule(keys.schedule).make(steps);
  std::vector<double> times = sde::uniform_grid(sde.T, 0, steps);
  times.pop_back();
  return sde::levels_at(sde, times);
}

}  // namespace

void record_discrete_bits(run::RunRecord& record, const TrainedScore& trained, const BitSettings& how,
                          ad::Key key) {
  const std::string path = "evaluation/bits_discrete";
  const ScoreModel& model = trained.model;
  if (refused(record, path, no_sum(model), how.keys.images)) return;
  const Points x = middles(model, measured_images(*model.data, how.keys.images));
  const sde::DiscreteBound bound =
      sum_of(trained, x, levels_of(model.sde(), how.keys), sde::step_variance("posterior"), key / "discrete");
  record_bits(record, path, in_bits(model, bound.total(), false), static_cast<double>(how.keys.steps));
  record.estimate(path + "/rate", metrics::estimate(in_bits(model, bound.rate, false)));
  record.estimate(path + "/distortion", metrics::estimate(in_bits(model, bound.distortion, false)));
}

}  // namespace pont::kinds::score
