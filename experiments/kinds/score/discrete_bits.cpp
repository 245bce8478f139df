// Bits per dimension by DDPM's sum: all steps of a schedule, bytes as bins.
#include "experiments/kinds/score/byte_images.hpp"
#include "experiments/kinds/score/chunks.hpp"
#include "sde/discrete_bound.hpp"

namespace pont::kinds::score {

using metrics::Points;

namespace {

// The middles of bytes as bins.
Points centres(const ScoreModel& model, const Bytes& images) {
  const data::Pixels pixels = *model.data->pixels();
  Points x(static_cast<Eigen::Index>(images.size()) / model.d(), model.d());
  for (std::size_t i = 0; i < images.size(); ++i)
    x.data()[i] = level_of(model) * (images[i] + 0.5 - pixels.low) - 1;
  return x;
}

sde::DiscreteBound discrete_of(const TrainedScore& trained, const Points& x, const sde::AlphaBars& levels,
                               ad::Key key) {
  const double level = level_of(trained.model);
  const sde::BinStep bins(-1 + level / 2, 1 - level / 2, level);
  sde::DiscreteBound all{Eigen::VectorXd(x.rows()), Eigen::VectorXd(x.rows())};
  for_each_chunk(trained, 0, x.rows(), [&](ad::i64 c, sde::Score& score) {
    const Eigen::Index from = c * trained.chunk,
                       rows = std::min<Eigen::Index>(trained.chunk, x.rows() - from);
    const sde::DiscreteBound part = sde::discrete_bound(
        levels, sde::noise_prediction(trained.model.sde(), score, levels), sde::step_variance("posterior"),
        bins, x.middleRows(from, rows), sde::KeyedNoise(key, from));
    all.rate.segment(from, rows) = part.rate;
    all.distortion.segment(from, rows) = part.distortion;
  });
  return all;
}

}  // namespace

void record_discrete_bits(run::RunRecord& record, const TrainedScore& trained, const BitSettings& how,
                          ad::Key key) {
  const std::string path = "evaluation/bits_discrete";
  const ScoreModel& model = trained.model;
  const std::string several =
      model.sde().k() > 1 ? "a discrete diffusion has data alone, and the SDE has more blocks" : "";
  if (refused(record, path, several.empty() ? no_bits(model) : several, how.keys.images)) return;
  const Points x = centres(model, measured_images(*model.data, how.keys.images));
  const sde::DiscreteBound bound = discrete_of(
      trained, x, sde::schedule(how.keys.schedule).make(static_cast<int>(how.keys.steps)), key / "discrete");
  record_bits(record, path, run::judge(in_bits(model, bound.total(), false)),
              static_cast<double>(how.keys.steps));
  record.estimate(path + "/rate", metrics::estimate(in_bits(model, bound.rate, false)));
  record.estimate(path + "/distortion", metrics::estimate(in_bits(model, bound.distortion, false)));
}

}  // namespace pont::kinds::score
